using System.Globalization;
using AtRest.Core.Audits;
using AtRest.Hosting.Notifications.Endpoints;
using AtRest.Hosting.Notifications.Messages;
using AtRest.Hosting.Reports;
using AtRest.Reports;
using AtRest.Storage;

namespace AtRest.Hosting.Notifications;

/// <summary>
/// Queues the notifications of a report that the organization's endpoints get: one for each endpoint, or one for each batch of findings. Called again for the same report, it queues them again with the same IDs.
/// </summary>
internal sealed class ReportNotifier(NotificationSettings settings, NotificationEndpoints endpoints, IWorkQueues queues, BatchBodies bodies, IEnumerable<IFindingBatches> batches) : IReportCompleted
{
    public async Task OnCompletedAsync(ReportEntry entry, AuditReport report, CancellationToken cancellationToken)
    {
        foreach (var endpoint in (await endpoints.SubscriptionsAsync(entry.OrganizationId, cancellationToken)).Where(endpoint => endpoint.Events.Include(entry)))
        {
            await (endpoint.Format.IsForSiem() ? QueueFindingsAsync(endpoint, entry, report, cancellationToken) : QueueAsync(
                Message(endpoint, entry) with { Body = NotificationWriter.Write(endpoint.Format, entry, report, settings.PublicUrl) }, cancellationToken));
        }
    }

    private async Task QueueFindingsAsync(NotificationSubscription endpoint, ReportEntry entry, AuditReport report, CancellationToken cancellationToken)
    {
        var message = Message(endpoint, entry);
        foreach (var (number, batch) in batches.First(one => one.Format == NotificationFormats.WordOf(endpoint.Format)).Write(report, endpoint.Target).Index())
        {
            // Each endpoint has its own body, which is deleted when that endpoint has received it.
            var name = string.Create(CultureInfo.InvariantCulture, $"{NotificationFormats.WordOf(endpoint.Format)}{(endpoint.Endpoint is { } id ? $"-{id}" : "")}-{number}");
            var blob = await bodies.KeepAsync(entry, name, batch.Body, cancellationToken);
            await QueueAsync(message with { Notification = string.Create(CultureInfo.InvariantCulture, $"{message.Notification}_{number}"), Blob = blob }, cancellationToken);
        }
    }

    private Task QueueAsync(NotificationMessage message, CancellationToken cancellationToken) => queues.Open(NotificationMessage.Queue).EnqueueAsync(message.ToText(), TimeSpan.Zero, cancellationToken);

    private static NotificationMessage Message(NotificationSubscription endpoint, ReportEntry entry) => new()
    {
        Organization = entry.OrganizationId,
        Endpoint = endpoint.Endpoint,
        Format = endpoint.Format,
        Notification = IdOf(entry, endpoint),
        Attempt = 1,
        // The report's own time: queued again, it is the same message, and its claim knows that.
        FirstAt = entry.GeneratedAt,
        Body = ReadOnlyMemory<byte>.Empty,
    };

    /// <summary>The specification forbids a full stop in it, because the signed text uses it as a separator.</summary>
    private static string IdOf(ReportEntry entry, NotificationSubscription endpoint) =>
        $"msg_{entry.ReportId.Replace("-", "", StringComparison.Ordinal)}{(endpoint.Endpoint is { } id ? $"_{id}" : endpoint.Format == NotificationFormat.Webhook ? "" : $"_{NotificationFormats.WordOf(endpoint.Format)}")}";
}
