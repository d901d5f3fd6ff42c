using AtRest.Hosting.Audits;
using AtRest.Hosting.Reports;

namespace AtRest.Hosting.Notifications;

/// <summary>The reports that an organization is notified of.</summary>
[Flags]
internal enum NotificationEvents
{
    None = 0,

    /// <summary>Reports of audits that a changed key caused.</summary>
    KeyChange = 1,

    /// <summary>Reports that differ from the previous one.</summary>
    Changes = 2,

    All = 4,
}

internal static class NotificationEventsExtensions
{
    public static bool Include(this NotificationEvents events, ReportEntry entry) =>
        events.HasFlag(NotificationEvents.All)
        || (events.HasFlag(NotificationEvents.KeyChange) && entry.Cause == AuditCause.KeyChange)
        || (events.HasFlag(NotificationEvents.Changes) && entry.Changes > 0);
}
