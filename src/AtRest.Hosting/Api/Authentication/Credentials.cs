using Microsoft.AspNetCore.Http;

namespace AtRest.Hosting.Api.Authentication;

/// <summary>Takes the one credential out of a request and finds out whose it is.</summary>
internal sealed class Credentials(ApiSettings settings, ApiKeys keys, Tokens tokens)
{
    public const string KeyHeader = "x-api-key";

    /// <exception cref="CredentialException">There is no good credential.</exception>
    public async Task<Caller> IdentifyAsync(HttpContext context)
    {
        var key = context.Request.Headers[KeyHeader];
        var authorization = context.Request.Headers.Authorization;
        return (key.Count, authorization.Count) switch
        {
            (0, 0) => throw new CredentialException(Invitation) { IsAbsent = true },
            (1, 0) => keys.Identify(key[0] ?? ""),
            (0, 1) => await OfAuthorizationAsync(context, authorization[0] ?? ""),
            _ => throw new CredentialException($"The request has more than one credential. Send either 'Authorization: Bearer …' or '{KeyHeader}', once."),
        };
    }

    private string Invitation => (settings.Authentication.Authority is not null, keys.Any) switch
    {
        (true, true) => $"This needs a credential: a token ('Authorization: Bearer …') or an API key ('{KeyHeader}: atrest_…').",
        (true, false) => "This needs a credential: a token ('Authorization: Bearer …').",
        (false, true) => $"This needs a credential: an API key ('{KeyHeader}: atrest_…').",
        (false, false) => "This needs a credential, and this server has been given none that it could accept. Whoever runs it: 'atrest api-key new' makes a key, and says which settings to set.",
    };

    private async Task<Caller> OfAuthorizationAsync(HttpContext context, string authorization)
    {
        const string Scheme = "Bearer ";
        if (!authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            throw new CredentialException($"The Authorization header is not of the form 'Bearer TOKEN', which is the only one accepted. An API key goes into the header '{KeyHeader}'.");
        }

        if (authorization.AsSpan(Scheme.Length).Trim().StartsWith("atrest_", StringComparison.Ordinal))
        {
            throw new CredentialException($"This is an API key and not a token: it goes into the header '{KeyHeader}'.");
        }

        return settings.Authentication.Authority is null
            ? throw new CredentialException($"This server accepts no tokens: use an API key, in the header '{KeyHeader}'.")
            : await tokens.IdentifyAsync(context);
    }
}
