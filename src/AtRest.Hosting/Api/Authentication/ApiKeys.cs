using System.Collections.Immutable;
using System.Security.Cryptography;
using AtRest.Hosting.Keys;

namespace AtRest.Hosting.Api.Authentication;

/// <summary>Finds API keys among those of the settings, and among those that people made.</summary>
internal sealed class ApiKeys(ApiSettings settings, IssuedKeys issued, TimeProvider time)
{
    /// <summary>Whether the settings have keys.</summary>
    public bool Any => !settings.Keys.IsEmpty;

    /// <exception cref="CredentialException">The key is not valid.</exception>
    /// <exception cref="AtRest.Storage.StorageException">The key is not in the settings, and the storage cannot be reached.</exception>
    public async Task<Caller> IdentifyAsync(string key, CancellationToken cancellationToken) => (await FindValidAsync(key, cancellationToken)).Caller;

    /// <summary>The same for a sign-in: with the hash by which the session's requests find the key again, and the key's end.</summary>
    /// <exception cref="CredentialException">The key is not valid.</exception>
    /// <exception cref="AtRest.Storage.StorageException">As above.</exception>
    public async Task<(Caller Caller, string Hash, DateTimeOffset? EndsAt)> IdentifyForSessionAsync(string key, CancellationToken cancellationToken)
    {
        var (caller, endsAt) = await FindValidAsync(key, cancellationToken);
        return (caller, ApiKey.HashOf(key), endsAt);
    }

    /// <summary>The owner of a key by its hash; null if the key was revoked or has expired.</summary>
    /// <exception cref="AtRest.Storage.StorageException">As above.</exception>
    public async Task<Caller?> FindForSessionAsync(string hash, CancellationToken cancellationToken)
    {
        if (hash.Length != 2 * SHA256.HashSizeInBytes || !hash.All(char.IsAsciiHexDigitLower))
        {
            return null;
        }

        if (Find(Convert.FromHexString(hash)) is { } entry)
        {
            return IsOver(entry) ? null : CallerOf(entry);
        }

        return await issued.FindByHashAsync(KeyKind.Api, hash, cancellationToken) is { } found && found.Key.StateAt(time.GetUtcNow()) == KeyState.Valid ? CallerOf(found) : null;
    }

    private async Task<(Caller Caller, DateTimeOffset? EndsAt)> FindValidAsync(string key, CancellationToken cancellationToken)
    {
        if (!ApiKey.IsWellFormed(key))
        {
            throw new CredentialException("The API key is malformed: a key is 'atrest_' followed by 72 hexadecimal digits. Check that you copied all of it.");
        }

        if (Find(ApiKey.Hash(key)) is { } entry)
        {
            return IsOver(entry) ? throw Expired() : (CallerOf(entry), entry.EndsAt);
        }

        var found = await issued.FindAsync(KeyKind.Api, key, cancellationToken);
        switch (found?.Key.StateAt(time.GetUtcNow()))
        {
            case KeyState.Valid:
                await issued.NoteUseAsync(found, cancellationToken);
                return (CallerOf(found), found.Key.EndsAt);
            case KeyState.Expired:
                throw Expired();
            case KeyState.Revoked:
                throw new CredentialException("The API key was revoked. Ask an administrator of your organization, or the operator of this server, for a new one.");
            default:
                throw new CredentialException("The API key is unknown. It may have been revoked.");
        }
    }

    private bool IsOver(ApiKeyEntry entry) => entry.EndsAt is { } end && end <= time.GetUtcNow();

    private static CredentialException Expired() => new("The API key has expired. Ask the operator of this server for a new one.");

    private static Caller CallerOf(ApiKeyEntry entry) => new()
    {
        Id = $"key:{KeyText.IdOf(Convert.ToHexStringLower(entry.Hash.AsSpan()))}",
        IsOperator = entry.IsOperator,
        IsAdministrator = entry.IsAdministrator,
        Organizations = Only(entry.Organization),
    };

    private static Caller CallerOf(FoundKey found) => new()
    {
        Id = $"key:{found.Key.Id}",
        IsOperator = found is { Owner.OrganizationId: null, Key.Right: KeyRight.Operator },
        IsAdministrator = found.Key.Right == KeyRight.Administrator,
        Organizations = Only(found.Owner.OrganizationId),
    };

    private static ImmutableHashSet<string> Only(string? organization) => organization is null ? [] : ImmutableHashSet.Create(StringComparer.Ordinal, organization);

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
