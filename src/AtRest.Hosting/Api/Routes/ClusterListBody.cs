using System.Collections.Immutable;
using AtRest.Core.Naming;
using AtRest.Hosting.Reports;
using AtRest.Hosting.Reports.Details;

namespace AtRest.Hosting.Api.Routes;

/// <summary>The clusters of an organization, or a page of them.</summary>
/// <param name="Clusters">Those that the inventory declares.</param>
/// <param name="Undeclared">Those that only the newest reports have.</param>
/// <param name="Found">The number of all clusters that fulfil the filters.</param>
internal sealed record ClusterListBody(ImmutableArray<ClusterBody> Clusters, ImmutableArray<UndeclaredClusterBody> Undeclared, int Found)
{
    /// <summary>The address of the next page; left out on the last one.</summary>
    public string? Next { get; init; }
}

/// <summary>A declared cluster, with the result of the newest report about it.</summary>
internal sealed record ClusterBody
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public string? Stage { get; init; }

    public required string Provider { get; init; }

    public required string Region { get; init; }

    public string? BackupRegion { get; init; }

    /// <summary>The declared type of encryption.</summary>
    public required string Encryption { get; init; }

    /// <summary>Left out if the cluster has no report yet.</summary>
    public LatestVerdict? Latest { get; init; }

    public static ClusterBody Of(ListedCluster entry) => new()
    {
        Id = entry.Cluster.Id,
        Name = entry.Cluster.Name,
        Stage = entry.Cluster.Stage,
        // The inventory declares the cloud of every cluster.
        Provider = WireWord.Of(entry.Cluster.Provider!.Value),
        Region = entry.Cluster.Region,
        BackupRegion = entry.Cluster.BackupRegion,
        Encryption = WireWord.Of(entry.Cluster.Encryption.Type),
        Latest = LatestVerdict.Of(entry),
    };
}

/// <summary>A cluster that a report has and the inventory does not declare.</summary>
internal sealed record UndeclaredClusterBody(string Id, string Name, LatestVerdict Latest)
{
    public static UndeclaredClusterBody Of(ListedCluster entry) => new(entry.Cluster.Id, entry.Cluster.Name, LatestVerdict.Of(entry)!);
}

/// <summary>The result of the newest report.</summary>
internal sealed record LatestVerdict
{
    public required string Verdict { get; init; }

    public required string ReportId { get; init; }

    public required DateTimeOffset GeneratedAt { get; init; }

    /// <summary>The number of failures that no waiver accepts. This and what follows are left out for reports of earlier releases.</summary>
    public int? OpenFailures { get; init; }

    /// <summary>The severity of the worst of them.</summary>
    public string? Worst { get; init; }

    /// <summary>The number of findings that could not be judged.</summary>
    public int? NotJudged { get; init; }

    /// <summary>The number of failures that a waiver accepts.</summary>
    public int? Waived { get; init; }

    /// <summary>The IDs of the rules with an open failure, most urgent first.</summary>
    public ImmutableArray<string>? FailingRules { get; init; }

    /// <summary>The type that Camunda reports, if it differs from the declared one.</summary>
    public string? OtherReportedType { get; init; }

    /// <summary>Null without a report.</summary>
    public static LatestVerdict? Of(ListedCluster entry) => entry.Standing is null ? null : Of(entry.Standing, entry.Line);

    public static LatestVerdict Of(ClusterStanding standing, ClusterRow? line) => new()
    {
        Verdict = WireWord.Of(standing.Cluster.Verdict),
        ReportId = standing.ReportId,
        GeneratedAt = standing.GeneratedAt,
        OpenFailures = line?.OpenFailures,
        Worst = line?.Worst is { } worst ? WireWord.Of(worst) : null,
        NotJudged = line?.Unknown,
        Waived = line?.Waived,
        FailingRules = line?.FailingRules,
        OtherReportedType = line?.OtherReportedType,
    };
}
