using System.Text.Json;
using AtRest.Hosting.Notifications.Messages;
using AtRest.Storage;

namespace AtRest.Hosting.Notifications;

/// <summary>Keeps notifications that could not be delivered, with the reason.</summary>
internal sealed class DeadNotifications(IBlobStore blobs, TimeProvider clock)
{
    /// <returns>The blob's name.</returns>
    public async Task<string> KeepAsync(NotificationMessage message, string cause, CancellationToken cancellationToken)
    {
        using var body = JsonDocument.Parse(message.Body);
        var kept = new DeadNotification
        {
            Notification = message.Notification,
            Organization = message.Organization,
            Attempts = message.Attempt,
            FirstAt = message.FirstAt,
            AbandonedAt = clock.GetUtcNow(),
            LastCause = cause,
            Body = body.RootElement,
        };
        var name = $"notifications/dead/{message.Organization}/{message.Notification}.json";
        using var content = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(kept, NotificationJson.Default.DeadNotification));
        await blobs.WriteAsync(name, content, new BlobWrite { Condition = WriteCondition.Any, ContentType = "application/json" }, cancellationToken);
        return name;
    }
}
