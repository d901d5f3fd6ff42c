using System.Collections.Concurrent;
using System.Security.Cryptography;
using AtRest.FakeClouds.Hosting;
using Microsoft.AspNetCore.WebUtilities;

namespace AtRest.FakeClouds.WebIdentity;

/// <summary>The identity tokens that were issued. Only these have a signature that the other clouds accept.</summary>
internal sealed class IdentityTokens(World world)
{
    private readonly ConcurrentDictionary<string, byte> issued = new(StringComparer.Ordinal);

    public (string Token, DateTimeOffset Expires) Issue(string issuer, string audience, string subject, int lifetimeSeconds)
    {
        DateTimeOffset expires = world.Time.GetUtcNow().AddSeconds(lifetimeSeconds);
        string token = new WebIdentityToken(issuer, audience, subject, expires).Write(WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32)));
        issued[token] = 0;
        return (token, expires);
    }

    /// <summary>Without a managed identity in the scenario, every token counts as signed: there are no keys to verify it with.</summary>
    public bool IsSigned(string token) => world.Scenario.ManagedIdentity is null || issued.ContainsKey(token);
}
