using System.Globalization;
using AtRest.Core.Audits;
using AtRest.Hosting.Notifications.Messages;
using AtRest.Hosting.Reports;
using AtRest.Reports;
using AtRest.Storage;

namespace AtRest.Hosting.Notifications;

/// <summary>
/// Queues the notifications of a report that the organization's settings include: one, or one for each batch of findings. Called again for the same report, it queues them again with the same IDs.
/// </summary>
internal sealed class ReportNotifier(NotificationSettings settings, IWorkQueues queues, BatchBodies bodies, IEnumerable<IFindingBatches> batches) : IReportCompleted
{
    public async Task OnCompletedAsync(ReportEntry entry, AuditReport report, CancellationToken cancellationToken)
    {
        foreach (var endpoint in settings.Endpoints.Where(endpoint => endpoint.OrganizationId == entry.OrganizationId && endpoint.Events.Include(entry)))
        {
            await (endpoint.Format.IsForSiem() ? QueueFindingsAsync(endpoint, entry, report, cancellationToken) : QueueAsync(
                Message(endpoint, entry) with { Body = NotificationWriter.Write(endpoint.Format, entry, report, settings.PublicUrl) }, cancellationToken));
        }
    }

    private async Task QueueFindingsAsync(NotificationEndpoint endpoint, ReportEntry entry, AuditReport report, CancellationToken cancellationToken)
    {
        var message = Message(endpoint, entry);
        foreach (var (number, batch) in batches.First(one => one.Format == WordOf(endpoint.Format)).Write(report, endpoint.Target).Index())
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{WordOf(endpoint.Format)}-{number}");
            var blob = await bodies.KeepAsync(entry, name, batch.Body, cancellationToken);
            await QueueAsync(message with { Notification = string.Create(CultureInfo.InvariantCulture, $"{message.Notification}_{number}"), Blob = blob }, cancellationToken);
        }
    }

    private Task QueueAsync(NotificationMessage message, CancellationToken cancellationToken) => queues.Open(NotificationMessage.Queue).EnqueueAsync(message.ToText(), TimeSpan.Zero, cancellationToken);

    private static NotificationMessage Message(NotificationEndpoint endpoint, ReportEntry entry) => new()
    {
        Organization = entry.OrganizationId,
        Format = endpoint.Format,
        Notification = IdOf(entry, endpoint.Format),
        Attempt = 1,
        // The report's own time: queued again, it is the same message, and its claim knows that.
        FirstAt = entry.GeneratedAt,
        Body = ReadOnlyMemory<byte>.Empty,
    };

    /// <summary>The specification forbids a full stop in it, because the signed text uses it as a separator.</summary>
    private static string IdOf(ReportEntry entry, NotificationFormat format) =>
        $"msg_{entry.ReportId.Replace("-", "", StringComparison.Ordinal)}{(format == NotificationFormat.Webhook ? "" : $"_{WordOf(format)}")}";

    private static string WordOf(NotificationFormat format) => format.ToString().ToLowerInvariant();
}
