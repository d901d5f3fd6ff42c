using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AtRest.Storage;

namespace AtRest.Hosting.Webhooks.Coalescing;

/// <summary>The causes of failed audits of changes: stored at each attempt, and kept when a change is given up.</summary>
internal sealed class KeyChangeFailures(IBlobStore blobs, TimeProvider clock)
{
    /// <summary>Stores the last error of a message.</summary>
    public async Task NoteAsync(string text, Exception exception, CancellationToken cancellationToken)
    {
        try
        {
            await WriteAsync(Noted(text), text, Cause(exception), cancellationToken);
        }
        catch (StorageException noting)
        {
            throw new AggregateException(exception, noting);
        }
    }

    /// <summary>Deletes the stored error after a success.</summary>
    public Task ForgetAsync(string text, CancellationToken cancellationToken) => blobs.DeleteAsync(Noted(text), etag: null, cancellationToken);

    /// <summary>Keeps a message that is given up, with its last error.</summary>
    /// <returns>The blob, and the error if it is known.</returns>
    public async Task<(string Blob, string? Cause)> KeepAsync(string text, CancellationToken cancellationToken)
    {
        var (noted, kept) = (Noted(text), $"webhooks/dead/{Hash(text)}.json");
        string? cause = null;
        if (await blobs.ReadAsync(noted, cancellationToken) is { } blob)
        {
            await using (blob)
            {
                cause = (await JsonSerializer.DeserializeAsync(blob.Content, WebhookJson.Default.AbandonedKeyChange, cancellationToken))?.Cause;
            }
        }

        await WriteAsync(kept, text, cause, cancellationToken);
        await blobs.DeleteAsync(noted, etag: null, cancellationToken);
        return (kept, cause);
    }

    private async Task WriteAsync(string name, string message, string? cause, CancellationToken cancellationToken)
    {
        var failure = new AbandonedKeyChange { Message = message, AbandonedAt = clock.GetUtcNow(), Cause = cause };
        using var content = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(failure, WebhookJson.Default.AbandonedKeyChange));
        await blobs.WriteAsync(name, content, new BlobWrite { Condition = WriteCondition.Any, ContentType = "application/json" }, cancellationToken);
    }

    private static string Cause(Exception exception) =>
        exception is AggregateException { InnerExceptions: var inner } ? string.Join(" ", inner.Select(one => one.Message)) : exception.Message;

    private static string Noted(string text) => $"webhooks/failures/{Hash(text)}.json";

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
