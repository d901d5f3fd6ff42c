using System.Text.Json;
using AtRest.Hosting.Webhooks.Events;
using AtRest.Storage;

namespace AtRest.Hosting.Webhooks.Receiving;

/// <summary>A blob for each event that was taken care of. Written after the work is safely in the queue: a mark never stands for work that is lost.</summary>
internal sealed class EventMarks(IBlobStore blobs, TimeProvider clock)
{
    public const string Folder = "webhooks/events/";
    private const int MostDeletions = 2_000;

    /// <summary>EventBridge tries for a day; an event that is sent again by hand from a dead-letter queue is worth an audit.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(3);

    public async Task<bool> ExistsAsync(EventKey key, CancellationToken cancellationToken)
    {
        var mark = await blobs.ReadAsync(key.Blob, cancellationToken).ConfigureAwait(false);
        if (mark is null)
        {
            return false;
        }

        await mark.DisposeAsync().ConfigureAwait(false);
        return true;
    }

    /// <summary>False if the event was marked already.</summary>
    public async Task<bool> WriteAsync(EventKey key, KeyEvent told, CancellationToken cancellationToken)
    {
        var mark = new EventMark { EventId = told.Id, Name = told.Told.Name, Scopes = [.. told.Scopes.Select(scope => scope.Text)], ReceivedAt = clock.GetUtcNow() };
        using var content = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(mark, WebhookJson.Default.EventMark));
        var written = await blobs.WriteAsync(key.Blob, content, new BlobWrite { Condition = WriteCondition.CreateOnly, ContentType = "application/json" }, cancellationToken).ConfigureAwait(false);
        return written.IsWritten;
    }

    /// <summary>Deletes old marks, oldest first, and no more at a time than take a moment.</summary>
    public async Task PruneAsync(CancellationToken cancellationToken)
    {
        var keptFrom = clock.GetUtcNow() - Kept;
        string? continuation = null;
        for (var deleted = 0; deleted < MostDeletions;)
        {
            var page = await blobs.ListAsync(new BlobListing { Prefix = Folder, Continuation = continuation }, cancellationToken).ConfigureAwait(false);
            var old = page.Blobs.Where(blob => blob.LastModified < keptFrom).Take(MostDeletions - deleted).ToList();
            foreach (var blob in old)
            {
                await blobs.DeleteAsync(blob.Name, blob.ETag, cancellationToken).ConfigureAwait(false);
            }

            deleted += old.Count;
            continuation = page.Continuation;
            if (old.Count == 0 || continuation is null)
            {
                return;
            }
        }
    }
}
