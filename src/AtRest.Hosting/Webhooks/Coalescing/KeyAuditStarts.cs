using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AtRest.Storage;

namespace AtRest.Hosting.Webhooks.Coalescing;

/// <summary>The start of the last finished audit of a key: its report includes every change before that moment.</summary>
internal sealed class KeyAuditStarts(IBlobStore blobs)
{
    public async Task<DateTimeOffset?> FindAsync(KeyScope scope, CancellationToken cancellationToken)
    {
        try
        {
            await using var blob = await blobs.ReadAsync(Name(scope), cancellationToken);
            return blob is null ? null : (await JsonSerializer.DeserializeAsync(blob.Content, WebhookJson.Default.KeyAuditStart, cancellationToken))?.StartedAt;
        }
        catch (Exception exception) when (exception is JsonException or StorageException { IsDamage: true })
        {
            // It is written again. Until then, one more audit is the price.
            return null;
        }
    }

    /// <summary>Only call it for a finished audit: otherwise it would cover changes that were never audited.</summary>
    public async Task WriteAsync(KeyScope scope, DateTimeOffset startedAt, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(new KeyAuditStart(scope.Text, startedAt), WebhookJson.Default.KeyAuditStart));
        await blobs.WriteAsync(Name(scope), content, new BlobWrite { Condition = WriteCondition.Any, ContentType = "application/json" }, cancellationToken);
    }

    private static string Name(KeyScope scope) => $"webhooks/keys/{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(scope.Text)))}.json";
}

/// <summary>The blob's content.</summary>
internal sealed record KeyAuditStart(string Scope, DateTimeOffset StartedAt);
