using System.Collections.Immutable;
using System.Security.Cryptography;

namespace AtRest.Hosting.Api.Authentication;

/// <summary>Finds API keys among those of the settings.</summary>
internal sealed class ApiKeys(ApiSettings settings, TimeProvider time)
{
    public bool Any => !settings.Keys.IsEmpty;

    /// <exception cref="CredentialException">The key is not valid.</exception>
    public Caller Identify(string key)
    {
        if (!ApiKey.IsWellFormed(key))
        {
            throw new CredentialException("The API key is malformed: a key is 'atrest_' followed by 72 hexadecimal digits. Check that you copied all of it.");
        }

        var entry = Find(ApiKey.Hash(key)) ?? throw new CredentialException("The API key is unknown. It may have been revoked.");
        return IsOver(entry) ? throw new CredentialException("The API key has expired. Ask the operator of this server for a new one.") : CallerOf(entry);
    }

    /// <summary>The same for a sign-in: with the hash by which the session's requests find the key again, and the key's end.</summary>
    /// <exception cref="CredentialException">The key is not valid.</exception>
    public (Caller Caller, string Hash, DateTimeOffset? EndsAt) IdentifyForSession(string key)
    {
        var caller = Identify(key);
        return (caller, ApiKey.HashOf(key), Find(ApiKey.Hash(key))?.EndsAt);
    }

    /// <summary>The owner of a key by its hash; null if the key was revoked or has expired.</summary>
    public Caller? FindForSession(string hash) =>
        hash.Length == 2 * SHA256.HashSizeInBytes && hash.All(char.IsAsciiHexDigit) && Find(Convert.FromHexString(hash)) is { } entry && !IsOver(entry) ? CallerOf(entry) : null;

    private bool IsOver(ApiKeyEntry entry) => entry.EndsAt is { } end && end <= time.GetUtcNow();

    private static Caller CallerOf(ApiKeyEntry entry) => new()
    {
        Id = $"key:{Convert.ToHexStringLower(entry.Hash.AsSpan()[..6])}",
        IsOperator = entry.IsOperator,
        Organizations = entry.Organization is { } organization ? ImmutableHashSet.Create(StringComparer.Ordinal, organization) : [],
    };

    // All are compared, each in constant time, so that the time taken does not show how close a guess was.
    private ApiKeyEntry? Find(byte[] hash)
    {
        ApiKeyEntry? found = null;
        foreach (var entry in settings.Keys)
        {
            if (CryptographicOperations.FixedTimeEquals(entry.Hash.AsSpan(), hash))
            {
                found = entry;
            }
        }

        return found;
    }
}
