using AtRest.Core.Audits;
using AtRest.Hosting.Notifications.Messages;
using AtRest.Hosting.Reports;
using AtRest.Storage;

namespace AtRest.Hosting.Notifications;

/// <summary>Queues the notification of a report, if the organization's settings include it. Called again for the same report, it queues it again with the same ID.</summary>
internal sealed class ReportNotifier(NotificationSettings settings, IWorkQueues queues) : IReportCompleted
{
    public Task OnCompletedAsync(ReportEntry entry, AuditReport report, CancellationToken cancellationToken)
    {
        if (!settings.Endpoints.TryGetValue(entry.OrganizationId, out var endpoint) || !endpoint.Events.Include(entry))
        {
            return Task.CompletedTask;
        }

        var message = new NotificationMessage
        {
            Organization = entry.OrganizationId,
            Notification = IdOf(entry),
            Attempt = 1,
            // The report's own time: queued again, it is the same message, and its claim knows that.
            FirstAt = entry.GeneratedAt,
            Body = NotificationWriter.Write(endpoint.Format, entry, report, settings.PublicUrl),
        };
        return queues.Open(NotificationMessage.Queue).EnqueueAsync(message.ToText(), TimeSpan.Zero, cancellationToken);
    }

    /// <summary>The specification forbids a full stop in it, because the signed text uses it as a separator.</summary>
    private static string IdOf(ReportEntry entry) => $"msg_{entry.ReportId.Replace("-", "", StringComparison.Ordinal)}";
}
