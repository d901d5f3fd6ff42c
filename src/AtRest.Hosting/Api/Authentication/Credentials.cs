using Microsoft.AspNetCore.Http;

namespace AtRest.Hosting.Api.Authentication;

/// <summary>Takes the one credential of a request and finds its owner.</summary>
internal sealed class Credentials(ApiSettings settings, ApiKeys keys, Tokens tokens)
{
    public const string KeyHeader = "x-api-key";

    /// <exception cref="CredentialException">There is no valid credential.</exception>
    public async Task<Caller> IdentifyAsync(HttpContext context)
    {
        var key = context.Request.Headers[KeyHeader];
        var authorization = context.Request.Headers.Authorization;
        return (key.Count, authorization.Count) switch
        {
            (0, 0) => throw new CredentialException(Invitation) { IsAbsent = true },
            (1, 0) => await keys.IdentifyAsync(key[0] ?? "", context.RequestAborted),
            (0, 1) => await OfAuthorizationAsync(context, authorization[0] ?? ""),
            _ => throw new CredentialException($"The request has more than one credential. Send either 'Authorization: Bearer …' or '{KeyHeader}', once."),
        };
    }

    private string Invitation => (settings.Authentication.Authority is not null, keys.Any) switch
    {
        (true, _) => $"This address needs a credential: a token ('Authorization: Bearer …') or an API key ('{KeyHeader}: atrest_…').",
        (false, true) => $"This address needs a credential: an API key ('{KeyHeader}: atrest_…').",
        (false, false) => "This address needs a credential, but this server has no API keys and no identity provider. Its operator can create a key with 'atrest api-key new', which prints the settings to set.",
    };

    private async Task<Caller> OfAuthorizationAsync(HttpContext context, string authorization)
    {
        const string Scheme = "Bearer ";
        if (!authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            throw new CredentialException($"The Authorization header does not have the form 'Bearer TOKEN', the only one accepted. Send an API key in the header '{KeyHeader}'.");
        }

        if (authorization.AsSpan(Scheme.Length).Trim().StartsWith("atrest_", StringComparison.Ordinal))
        {
            throw new CredentialException($"The Authorization header contains an API key instead of a token. Send an API key in the header '{KeyHeader}'.");
        }

        return settings.Authentication.Authority is null
            ? throw new CredentialException($"This server does not accept tokens. Send an API key in the header '{KeyHeader}'.")
            : await tokens.IdentifyAsync(context);
    }
}
