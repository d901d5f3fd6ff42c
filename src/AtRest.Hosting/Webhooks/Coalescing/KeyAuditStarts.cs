using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AtRest.Storage;

namespace AtRest.Hosting.Webhooks.Coalescing;

/// <summary>The start of the last finished audit of a key: its report includes every change before that moment.</summary>
internal sealed class KeyAuditStarts(IBlobStore blobs)
{
    /// <summary>The latest audit that covers the target. An audit of all organizations covers each of them.</summary>
    public async Task<DateTimeOffset?> FindAsync(KeyChangeTarget target, CancellationToken cancellationToken)
    {
        var ofAll = await ReadAsync(new KeyChangeTarget(target.Scope), cancellationToken);
        var own = target.OrganizationId is null ? null : await ReadAsync(target, cancellationToken);
        return own is null || ofAll > own ? ofAll : own;
    }

    private async Task<DateTimeOffset?> ReadAsync(KeyChangeTarget target, CancellationToken cancellationToken)
    {
        try
        {
            await using var blob = await blobs.ReadAsync(Name(target), cancellationToken);
            return blob is null ? null : (await JsonSerializer.DeserializeAsync(blob.Content, WebhookJson.Default.KeyAuditStart, cancellationToken))?.StartedAt;
        }
        catch (Exception exception) when (exception is JsonException or StorageException { IsDamage: true })
        {
            // It is written again. Until then, one more audit is the price.
            return null;
        }
    }

    /// <summary>Only call it for a finished audit: otherwise it would cover changes that were never audited.</summary>
    public async Task WriteAsync(KeyChangeTarget target, DateTimeOffset startedAt, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(new KeyAuditStart(target.Text, startedAt), WebhookJson.Default.KeyAuditStart));
        await blobs.WriteAsync(Name(target), content, new BlobWrite { Condition = WriteCondition.Any, ContentType = "application/json" }, cancellationToken);
    }

    private static string Name(KeyChangeTarget target) => $"webhooks/keys/{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(target.Text)))}.json";
}

/// <summary>The blob's content.</summary>
internal sealed record KeyAuditStart(string Scope, DateTimeOffset StartedAt);
