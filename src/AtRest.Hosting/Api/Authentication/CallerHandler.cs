using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace AtRest.Hosting.Api.Authentication;

/// <summary>The default scheme: accepts every kind of credential. It costs nothing on routes that are open to everyone. It logs nothing: the base class writes a line
/// for each failure, and <see cref="Trail.AccessTrail"/> records failures.</summary>
internal sealed class CallerHandler(Credentials credentials, IOptionsMonitor<AuthenticationSchemeOptions> options, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, NullLoggerFactory.Instance, encoder)
{
    public const string SchemeName = "AtRest";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Context.GetEndpoint()?.Metadata.GetMetadata<ApiRoute>() is not { Access: RouteAccess.Callers })
        {
            return AuthenticateResult.NoResult();
        }

        try
        {
            var caller = await credentials.IdentifyAsync(Context);
            Context.Features.Set(caller);
            var identity = new ClaimsIdentity([new Claim("sub", caller.Id)], SchemeName, "sub", "roles");
            return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName));
        }
        catch (CredentialException exception)
        {
            return AuthenticateResult.Fail(exception);
        }
    }
}
