using System.Collections.Concurrent;
using System.Security.Cryptography;
using AtRest.Storage;
using Microsoft.Extensions.Caching.Memory;

namespace AtRest.Hosting.Reports;

/// <summary>
/// Opens the files of reports for callers. A file is read and compared with its SHA-256 before its first byte is sent: small ones into memory, others once more while they are sent.
/// A file that was changed is never sent.
/// </summary>
internal sealed class VerifiedFiles(IBlobStore blobs, DamagedBlobs damaged, TimeProvider time) : IDisposable
{
    /// <summary>Files up to this size are read once.</summary>
    private const int MostInMemory = 256 * 1024;

    private const int MostVersions = 10_000;

    /// <summary>How often a damaged file is read again to see whether it was restored: it may be large.</summary>
    private static readonly TimeSpan LookAgainInterval = TimeSpan.FromMinutes(5);

    private readonly MemoryCache versions = new(new MemoryCacheOptions { SizeLimit = MostVersions });
    private readonly ConcurrentDictionary<string, long> lookedAt = new(StringComparer.Ordinal);

    /// <summary>The file; null if it does not exist.</summary>
    /// <exception cref="StorageException">The file cannot be read, or it was changed or damaged (<see cref="StorageException.IsDamage"/>).</exception>
    public async Task<BlobContent?> OpenAsync(string name, ReportFile file, CancellationToken cancellationToken)
    {
        try
        {
            var content = file.Length <= MostInMemory ? await ReadAsync(name, file, cancellationToken)
                : await IsWellAsync(name, file, cancellationToken) && await blobs.ReadAsync(name, cancellationToken) is { } opened ? new BlobContent(opened.Info, new CheckedContent(opened.Content, name, file))
                : null;
            damaged.Forget(name);
            return content;
        }
        catch (StorageException exception) when (exception.IsDamage)
        {
            Show(name, file);
            throw;
        }
    }

    /// <summary>Checks a file that the storage itself sends. Each version is read once. False if it does not exist.</summary>
    /// <exception cref="StorageException">As above.</exception>
    public async Task<bool> CheckAsync(string name, ReportFile file, CancellationToken cancellationToken)
    {
        var version = (await blobs.ListAsync(new BlobListing { Prefix = name, Limit = 1 }, cancellationToken)).Blobs.FirstOrDefault()?.ETag;
        if (version is null || (versions.TryGetValue(name, out string? known) && known == version))
        {
            return version is not null;
        }

        try
        {
            if (!await IsWellAsync(name, file, cancellationToken))
            {
                return false;
            }

            versions.Set(name, version, new MemoryCacheEntryOptions { Size = 1 });
            damaged.Forget(name);
            return true;
        }
        catch (StorageException exception) when (exception.IsDamage)
        {
            Show(name, file);
            throw;
        }
    }

    /// <summary>The error for a file that does not exist although its report does.</summary>
    public StorageException Missing(string name)
    {
        // Looking again would not tell a file that was deleted with its report. A download that works ends the alarm sooner than the hour for which it is shown.
        damaged.Show(name, readAgain: null);
        return new StorageException($"The blob '{name}' does not exist, but its report does: the file was deleted. Restore the blob from a backup, or delete the report's folder.") { IsDamage = true };
    }

    public void Dispose() => versions.Dispose();

    private void Show(string name, ReportFile file)
    {
        lookedAt[name] = time.GetTimestamp();
        damaged.Show(name, token => LookAgainAsync(name, file, token));
    }

    private async Task LookAgainAsync(string name, ReportFile file, CancellationToken cancellationToken)
    {
        if (lookedAt.TryGetValue(name, out var last) && time.GetElapsedTime(last) < LookAgainInterval)
        {
            return;
        }

        lookedAt[name] = time.GetTimestamp();
        try
        {
            await IsWellAsync(name, file, cancellationToken);
            damaged.Forget(name);
            lookedAt.TryRemove(name, out _);
        }
        catch (StorageException exception) when (exception.IsDamage)
        {
            // It still is.
        }
    }

    private async Task<BlobContent?> ReadAsync(string name, ReportFile file, CancellationToken cancellationToken)
    {
        if (await blobs.ReadAsync(name, cancellationToken) is not { } blob)
        {
            return null;
        }

        await using (blob)
        {
            // One more byte shows that it is longer.
            var bytes = new byte[file.Length + 1];
            var length = await blob.Content.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
            return length == file.Length && Convert.ToHexStringLower(SHA256.HashData(bytes.AsSpan(0, length))) == file.Sha256
                ? new BlobContent(blob.Info, new MemoryStream(bytes, 0, length, writable: false))
                : throw BlobJson.Changed(name, null);
        }
    }

    /// <summary>False if it does not exist.</summary>
    private async Task<bool> IsWellAsync(string name, ReportFile file, CancellationToken cancellationToken)
    {
        if (await blobs.ReadAsync(name, cancellationToken) is not { } blob)
        {
            return false;
        }

        await using (blob)
        {
            return await BlobPipe.DigestAsync(blob.Content, cancellationToken) == new BlobDigest(file.Length, file.Sha256) ? true : throw BlobJson.Changed(name, null);
        }
    }
}
