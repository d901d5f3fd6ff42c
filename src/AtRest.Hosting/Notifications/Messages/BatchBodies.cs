using System.Security.Cryptography;
using AtRest.Hosting.Reports;
using AtRest.Storage;

namespace AtRest.Hosting.Notifications.Messages;

/// <summary>
/// The bodies that are too large for a message of a queue, in blobs beside the report: each attempt sends the same bytes. A blob's name has the hash of its content, so that a changed body is never sent.
/// It is deleted when it was delivered or given up, and at the latest with the report.
/// </summary>
internal sealed class BatchBodies(IBlobStore blobs)
{
    private const int LongestBody = 16 * 1024 * 1024;

    /// <returns>The blob's name.</returns>
    public async Task<string> KeepAsync(ReportEntry entry, string batch, byte[] body, CancellationToken cancellationToken)
    {
        var name = ReportBlobs.Batch(entry, $"{batch}-{Convert.ToHexStringLower(SHA256.HashData(body))}");
        using var content = new MemoryStream(body);
        await blobs.WriteAsync(name, content, new BlobWrite { Condition = WriteCondition.CreateOnly, ContentType = BlobJson.MediaType }, cancellationToken);
        return name;
    }

    /// <summary>The body; null if it was deleted, because it was delivered or given up before.</summary>
    /// <exception cref="StorageException">It was changed (<see cref="StorageException.IsDamage"/>), or cannot be read.</exception>
    public async Task<byte[]?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        if (await blobs.ReadAsync(name, cancellationToken) is not { } blob)
        {
            return null;
        }

        await using (blob)
        {
            using var body = new MemoryStream();
            await blob.Content.CopyToAsync(body, cancellationToken);
            return body.Length <= LongestBody && name.EndsWith($"-{Convert.ToHexStringLower(SHA256.HashData(body.ToArray()))}.json", StringComparison.Ordinal) ? body.ToArray() : throw BlobJson.Changed(name, null);
        }
    }

    public Task DeleteAsync(string name, CancellationToken cancellationToken) => blobs.DeleteAsync(name, etag: null, cancellationToken);
}
