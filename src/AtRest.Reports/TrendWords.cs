using System.Collections.Immutable;
using AtRest.Core.Audits;
using AtRest.Core.Audits.History;

namespace AtRest.Reports;

/// <summary>The results over time in words.</summary>
internal static class TrendWords
{
    /// <summary>The periods that reports show, in days.</summary>
    public static ImmutableArray<int> Periods { get; } = [30, TrendPoint.Days];

    /// <summary>The points of the last days of a report.</summary>
    public static ImmutableArray<TrendPoint> PointsOf(AuditReport report, int days) => [.. report.Trend.Where(point => point.GeneratedAt > report.GeneratedAt.AddDays(-days))];

    /// <summary>The change over the last days in a sentence.</summary>
    public static string Of(AuditReport report, int days) => PointsOf(report, days) switch
    {
        [] => $"No audit of the whole organization is known from the last {days} days.",
        [var only] => $"One audit of the whole organization is known from the last {days} days, of {Labels.Day(only.GeneratedAt)}: {ResultOf(only)}. A trend needs two.",
        [var first, .., var last] points => $"{points.Length} days with an audit of the whole organization in the last {days} days. {Labels.Day(first.GeneratedAt)}: {ResultOf(first)}. {Labels.Day(last.GeneratedAt)}: {ResultOf(last)}.",
    };

    private static string ResultOf(TrendPoint point) =>
        $"{point.NonCompliant} non-compliant, {point.Indeterminate} indeterminate, {point.Compliant} compliant; {Labels.Count(point.OpenFailures, "open failure", "open failures")}";
}
