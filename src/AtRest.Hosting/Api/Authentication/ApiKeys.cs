using System.Collections.Immutable;
using System.Security.Cryptography;

namespace AtRest.Hosting.Api.Authentication;

/// <summary>Knows the API keys.</summary>
internal sealed class ApiKeys(ApiSettings settings, TimeProvider time)
{
    public bool Any => !settings.Keys.IsEmpty;

    /// <exception cref="CredentialException">The key opens nothing.</exception>
    public Caller Identify(string key)
    {
        if (!ApiKey.IsWellFormed(key))
        {
            throw new CredentialException("The API key is malformed: a key is 'atrest_' and 72 hexadecimal digits. Was all of it copied?");
        }

        var entry = Find(ApiKey.Hash(key)) ?? throw new CredentialException("This API key is not known here. It may have been withdrawn.");
        if (entry.EndsAt is { } end && end <= time.GetUtcNow())
        {
            throw new CredentialException("This API key has expired. Ask whoever gave it to you for another one.");
        }

        return new Caller
        {
            Id = $"key:{Convert.ToHexStringLower(entry.Hash.AsSpan()[..6])}",
            IsOperator = entry.IsOperator,
            Organizations = entry.Organization is { } organization ? ImmutableHashSet.Create(StringComparer.Ordinal, organization) : [],
        };
    }

    // All are looked at, each in constant time: how long it takes says nothing of how near a guess was.
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
