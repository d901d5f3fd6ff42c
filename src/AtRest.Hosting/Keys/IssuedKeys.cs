using System.Collections.Concurrent;
using AtRest.Hosting.Api.Authentication;
using AtRest.Storage;

namespace AtRest.Hosting.Keys;

/// <summary>
/// Finds the owner of a key that a person made. A small blob with the name of the key's ID names the owner and never changes, so it is read once; the owner's blob decides whether the key works.
/// </summary>
internal sealed class IssuedKeys(IBlobStore blobs, KeyDocuments documents, TimeProvider time) : IDisposable
{
    private const string Owners = "keys/owners/";
    private const int MostKnown = 100_000;

    /// <summary>Everyone can make up keys. Not many of them may occupy the storage at once.</summary>
    private readonly SemaphoreSlim searches = new(16);
    private readonly ConcurrentDictionary<string, KeyOwner> owners = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, DateOnly> noted = new(StringComparer.Ordinal);

    /// <summary>The name of the blob that names the owner of a key.</summary>
    public static string OwnerBlob(string id) => $"{Owners}{id}.json";

    /// <summary>The key with a text; null if there is none of this kind. It may have ended.</summary>
    /// <exception cref="StorageException">It cannot be found out now.</exception>
    public Task<FoundKey?> FindAsync(KeyKind kind, string text, CancellationToken cancellationToken) =>
        KeyText.IsWellFormed(kind, text) ? FindByHashAsync(kind, ApiKey.HashOf(text), cancellationToken) : Task.FromResult<FoundKey?>(null);

    /// <summary>The key with a hash, as above.</summary>
    /// <exception cref="StorageException">It cannot be found out now.</exception>
    public async Task<FoundKey?> FindByHashAsync(KeyKind kind, string hash, CancellationToken cancellationToken)
    {
        var id = KeyText.IdOf(hash);
        if (await OwnerAsync(id, cancellationToken) is not { } owner)
        {
            return null;
        }

        // Another worker may have made it in the last seconds.
        var key = Find(await documents.RecentAsync(owner, cancellationToken)) ?? Find(await documents.ReadAsync(owner, cancellationToken));
        return key is null ? null : new FoundKey(owner, key);

        IssuedKey? Find(KeyDocument document) => document.Keys.FirstOrDefault(key => key.Kind == kind && key.Hash == hash);
    }

    /// <summary>Writes the day of the last use, once a day. If that fails, the use goes on.</summary>
    public async Task NoteUseAsync(FoundKey found, CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        if (found.Key.LastUsed >= today || noted.GetValueOrDefault(found.Key.Id) >= today)
        {
            return;
        }

        noted[found.Key.Id] = today;
        try
        {
            await documents.ChangeAsync(found.Owner, document => document.Keys.FirstOrDefault(key => key.Id == found.Key.Id) is { } key && !(key.LastUsed >= today)
                ? (document with { Keys = document.Keys.Replace(key, key with { LastUsed = today }) }, true)
                : ((KeyDocument?)null, false), cancellationToken);
        }
        catch (StorageException)
        {
            noted.TryRemove(found.Key.Id, out _);
        }
    }

    public void Dispose() => searches.Dispose();

    private async Task<KeyOwner?> OwnerAsync(string id, CancellationToken cancellationToken)
    {
        if (owners.TryGetValue(id, out var known))
        {
            return known;
        }

        await searches.WaitAsync(cancellationToken);
        try
        {
            if (await blobs.ReadJsonAsync<KeyOwner>(OwnerBlob(id), cancellationToken) is not { } owner)
            {
                return null;
            }

            if (owners.Count >= MostKnown)
            {
                owners.Clear();
            }

            return owners[id] = owner;
        }
        finally
        {
            searches.Release();
        }
    }
}

/// <summary>A key, and who it belongs to.</summary>
internal sealed record FoundKey(KeyOwner Owner, IssuedKey Key);
