using System.Collections.Concurrent;
using System.Security.Cryptography;
using AtRest.FakeClouds.Hosting;
using AtRest.FakeClouds.WebIdentity;
using Microsoft.AspNetCore.WebUtilities;

namespace AtRest.FakeClouds.Azure;

/// <summary>The tokens of the managed identity that were given out: only those have a signature that AWS and Google take for right.</summary>
internal sealed class IdentityTokens(World world)
{
    private readonly ConcurrentDictionary<string, byte> issued = new(StringComparer.Ordinal);

    public (string Token, DateTimeOffset Expires) Issue(FakeManagedIdentity identity, string audience)
    {
        DateTimeOffset expires = world.Time.GetUtcNow().AddSeconds(identity.TokenLifetimeSeconds);
        string token = new WebIdentityToken(identity.Issuer, audience, identity.Subject, expires).Write(WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32)));
        issued[token] = 0;
        return (token, expires);
    }

    /// <summary>Without a managed identity in the scenario every token will do: nobody knows its keys.</summary>
    public bool IsSigned(string token) => world.Scenario.ManagedIdentity is null || issued.ContainsKey(token);
}
