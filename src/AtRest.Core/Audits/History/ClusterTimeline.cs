using System.Collections.Immutable;

namespace AtRest.Core.Audits.History;

/// <summary>The events in the history of a cluster, over many reports.</summary>
public static class ClusterTimeline
{
    /// <summary>A change of the verdict that a report found.</summary>
    public static TimelineEvent OfVerdict(AuditReport report, ReportChange change)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(change);
        return new TimelineEvent
        {
            At = report.GeneratedAt,
            Kind = TimelineKind.Verdict,
            ReportId = report.ReportId,
            Before = change.Before,
            After = change.After,
            Message = change.Message,
        };
    }

    /// <summary>Continues the timeline of the report before: each event once, the oldest first, and only the newest ones if there are many.</summary>
    /// <param name="earlier">The timeline of the report before.</param>
    /// <param name="now">The events of the new report.</param>
    /// <param name="most">The largest number of events to keep.</param>
    public static ImmutableArray<TimelineEvent> Continue(ImmutableArray<TimelineEvent> earlier, ImmutableArray<TimelineEvent> now, int most) =>
    [
        .. earlier.Concat(now).DistinctBy(item => (item.At, item.EventId, item.ReportId, item.Kind, item.Resource))
            .OrderBy(item => item.At).ThenBy(item => item.EventId, StringComparer.Ordinal).TakeLast(most),
    ];
}
