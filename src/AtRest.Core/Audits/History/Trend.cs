using System.Collections.Immutable;

namespace AtRest.Core.Audits.History;

/// <summary>
/// The results of an organization's whole audits: the last one of each day, oldest first, over <see cref="TrendPoint.Days"/> days. Each report continues the trend of the report that it
/// is compared with, so that one read gives a year.
/// </summary>
internal static class Trend
{
    /// <summary>The trend of a report.</summary>
    /// <param name="evidence">Its evidence, with the report that it is compared with.</param>
    /// <param name="clusters">Its clusters. An audit of some of the clusters adds no point: it says nothing about the organization.</param>
    public static ImmutableArray<TrendPoint> Of(AuditEvidence evidence, ImmutableArray<ClusterSummary> clusters)
    {
        var earlier = evidence.Previous?.Trend ?? [];
        return From(evidence.LeftOut.IsEmpty ? [.. earlier, TrendPoint.Of(evidence.AuditedAt, clusters)] : earlier, evidence.AuditedAt);
    }

    /// <summary>Puts points in order. What is after the moment, or too old, is left out.</summary>
    public static ImmutableArray<TrendPoint> From(IEnumerable<TrendPoint> points, DateTimeOffset moment) =>
    [
        .. points
            .Where(point => point.GeneratedAt <= moment && point.GeneratedAt > moment.AddDays(-TrendPoint.Days))
            .GroupBy(point => point.GeneratedAt.UtcDateTime.Date)
            .OrderBy(day => day.Key)
            .Select(day => day.Last()),
    ];
}
