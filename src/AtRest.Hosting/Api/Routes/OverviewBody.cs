using System.Collections.Immutable;
using AtRest.Core.Audits.History;
using AtRest.Core.Naming;
using AtRest.Hosting.Reports.Details;

namespace AtRest.Hosting.Api.Routes;

/// <summary>An organization at a glance. Without a report, it is empty; for a report of an earlier release, it has the report only.</summary>
internal sealed record OverviewBody
{
    /// <summary>The newest report about the whole organization, or else the newest one.</summary>
    public ReportBody? Report { get; init; }

    /// <summary>The most urgent first; not all if there are many.</summary>
    public ImmutableArray<ActionBody>? Actions { get; init; }

    /// <summary>The number of all causes that need action.</summary>
    public int? ActionCount { get; init; }

    /// <summary>In order; the next hundred.</summary>
    public ImmutableArray<DateBody>? Dates { get; init; }

    /// <summary>The results of the whole audits of a year, the oldest first.</summary>
    public ImmutableArray<TrendBody>? Trend { get; init; }

    /// <summary>The findings about the organization as a whole.</summary>
    public ImmutableArray<FindingBody>? Findings { get; init; }

    /// <summary>What the keys and the audits cost; null if the report does not have it.</summary>
    public CostsBody? Costs { get; init; }

    public static OverviewBody Of(ReportBody? report, ReportOverview? overview) => overview is null ? new OverviewBody { Report = report } : new OverviewBody
    {
        Report = report,
        Actions = [.. overview.Actions.Select(action => new ActionBody(FindingBody.Of(action.Finding), action.Clusters, [.. action.Examples.Select(ClusterReferenceBody.Of)]))],
        ActionCount = overview.ActionCount,
        Dates = [.. overview.Dates.Select(date => new DateBody(date.At, WireWord.Of(date.Kind), ClusterReferenceBody.Of(date.Cluster), date.Subject))],
        Trend = [.. overview.Trend.Select(TrendBody.Of)],
        Findings = [.. overview.Findings.Select(FindingBody.Of)],
        Costs = overview.Costs is { } costs ? CostsBody.Of(costs) : null,
    };
}

/// <summary>A cause that needs action.</summary>
/// <param name="Finding">One of its findings.</param>
/// <param name="Clusters">The number of its clusters.</param>
/// <param name="Examples">Some of them.</param>
internal sealed record ActionBody(FindingBody Finding, int Clusters, ImmutableArray<ClusterReferenceBody> Examples);

/// <summary>A cluster by ID and name.</summary>
internal sealed record ClusterReferenceBody(string Id, string Name)
{
    public static ClusterReferenceBody Of(ClusterReference cluster) => new(cluster.Id, cluster.Name);
}

/// <summary>A date of a key, a waiver or a certificate.</summary>
internal sealed record DateBody(DateTimeOffset At, string Kind, ClusterReferenceBody Cluster, string Subject);

/// <summary>The result of one whole audit.</summary>
internal sealed record TrendBody(DateTimeOffset GeneratedAt, int Compliant, int NonCompliant, int Indeterminate, int Critical, int High, int Medium, int Low, int NotJudged)
{
    public static TrendBody Of(TrendPoint point) => new(point.GeneratedAt, point.Compliant, point.NonCompliant, point.Indeterminate, point.Critical, point.High, point.Medium, point.Low, point.Unknown);
}
