using System.Collections.Immutable;
using System.Security.Claims;
using AtRest.Hosting.Api.Routes;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace AtRest.Hosting.Api.Authentication;

/// <summary>Finds the caller by a bearer token.</summary>
internal sealed class Tokens(ApiSettings settings, IOptionsMonitor<JwtBearerOptions> options)
{
    /// <exception cref="CredentialException">The token is not valid, or could not be checked.</exception>
    public async Task<Caller> IdentifyAsync(HttpContext context)
    {
        var result = await AuthenticateAsync(context);
        return result switch
        {
            { Succeeded: true } => CallerOf(result.Principal),
            { Failure: { } failure } => throw new CredentialException(Explain(failure), failure) { IsAboutToken = true },
            _ => throw new CredentialException("The Authorization header contains no token.") { IsAboutToken = true },
        };
    }

    // Without the issuer's metadata (cached after the first time), every token would look as if another issuer had issued it.
    private async Task<AuthenticateResult> AuthenticateAsync(HttpContext context)
    {
        try
        {
            await options.Get(JwtBearerDefaults.AuthenticationScheme).ConfigurationManager!.GetConfigurationAsync(context.RequestAborted);
            return await context.AuthenticateAsync(JwtBearerDefaults.AuthenticationScheme);
        }
        catch (Exception exception) when (exception is InvalidOperationException or IOException or HttpRequestException or TimeoutException or TaskCanceledException
            && !context.RequestAborted.IsCancellationRequested)
        {
            throw new CredentialException("The token cannot be checked now, because the identity provider does not respond correctly. Try again later.", exception) { IsUnavailable = true };
        }
    }

    /// <summary>The caller that the claims of a valid token name.</summary>
    /// <exception cref="CredentialException">They name no organization.</exception>
    public Caller CallerOf(ClaimsPrincipal principal)
    {
        var organizations = principal.FindAll(settings.Authentication.OrganizationClaim).Select(claim => claim.Value).Where(PathIds.IsOrganization)
            .ToImmutableHashSet(StringComparer.Ordinal);
        var isOperator = Has(settings.Authentication.OperatorRole);
        if (organizations.IsEmpty && !isOperator)
        {
            throw new CredentialException(
                $"The token names no organization: its claim '{settings.Authentication.OrganizationClaim}' is missing or contains no organization ID. The administrator of your identity provider has to add it.")
            {
                IsAboutToken = true,
            };
        }

        return new Caller { Id = $"token:{Plain(IdOf(principal, organizations))}", IsOperator = isOperator, IsAdministrator = Has(settings.Authentication.AdministratorRole), Organizations = organizations };

        bool Has(string? role) => role is not null && principal.FindAll(settings.Authentication.RolesClaim).Any(claim => claim.Value == role);
    }

    private static string IdOf(ClaimsPrincipal principal, ImmutableHashSet<string> organizations) =>
        principal.FindFirstValue("sub") ?? principal.FindFirstValue("azp") ?? principal.FindFirstValue("client_id") ?? string.Join(',', organizations.Order(StringComparer.Ordinal));

    // The text goes into logs, where a control character could forge a line or colour a terminal.
    private static string Plain(string id) => string.Concat(id.Select(character => char.IsControl(character) ? ' ' : character));

    private static string Explain(Exception failure) => failure switch
    {
        AggregateException { InnerExceptions: [{ } first, ..] } => Explain(first),
        SecurityTokenInvalidLifetimeException or SecurityTokenExpiredException or SecurityTokenNotYetValidException or SecurityTokenNoExpirationException =>
            "The token has expired, is not valid yet, or has no expiry time. Get a new one.",
        SecurityTokenInvalidAudienceException => "The token is not for this service: it has another audience.",
        SecurityTokenInvalidIssuerException => "The token was not issued by the identity provider that this server trusts.",
        SecurityTokenInvalidTypeException => "The token marks extensions as critical ('crit' in its header), and this server supports none.",
        SecurityTokenMalformedException => "The value is not a token: a JSON Web Token has three parts, separated by dots.",
        SecurityTokenInvalidSignatureException or SecurityTokenSignatureKeyNotFoundException or SecurityTokenInvalidSigningKeyException or SecurityTokenInvalidAlgorithmException =>
            "The token's signature is not valid: the token was not signed by the identity provider that this server trusts, or it was changed.",
        _ => "The token is not valid. Get a new one from the identity provider that this server trusts.",
    };
}
