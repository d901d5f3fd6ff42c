using System.Text.Json;
using AtRest.Hosting.Webhooks.Events;
using AtRest.Storage;

namespace AtRest.Hosting.Webhooks.Receiving;

/// <summary>
/// A blob for each handled event, for the two days that the retention keeps it; EventBridge tries for one day. Written after the work is in the queue: a mark
/// never covers work that is lost.
/// </summary>
internal sealed class EventMarks(IBlobStore blobs, TimeProvider clock)
{
    public const string Folder = "webhooks/events/";

    public async Task<bool> ExistsAsync(EventKey key, CancellationToken cancellationToken)
    {
        var mark = await blobs.ReadAsync(key.Blob, cancellationToken);
        if (mark is null)
        {
            return false;
        }

        await mark.DisposeAsync();
        return true;
    }

    /// <summary>False if the event was marked already.</summary>
    public async Task<bool> WriteAsync(EventKey key, KeyEvent keyEvent, CancellationToken cancellationToken)
    {
        var mark = new EventMark { EventId = keyEvent.Id, Name = keyEvent.Change.Name, Scopes = [.. keyEvent.Scopes.Select(scope => scope.Text)], ReceivedAt = clock.GetUtcNow() };
        using var content = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(mark, WebhookJson.Default.EventMark));
        var written = await blobs.WriteAsync(key.Blob, content, new BlobWrite { Condition = WriteCondition.CreateOnly, ContentType = "application/json" }, cancellationToken);
        return written.IsWritten;
    }
}
