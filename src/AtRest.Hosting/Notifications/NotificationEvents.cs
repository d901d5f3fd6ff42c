using AtRest.Hosting.Audits;
using AtRest.Hosting.Reports;

namespace AtRest.Hosting.Notifications;

/// <summary>Which reports an organization is told of.</summary>
[Flags]
internal enum NotificationEvents
{
    None = 0,

    /// <summary>Those of audits that a changed key caused.</summary>
    KeyChange = 1,

    /// <summary>Those that differ from the report before.</summary>
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
