using System.Collections.Immutable;
using AtRest.Core.Inventory;
using AtRest.Core.Naming;
using AtRest.Hosting.Reports;

namespace AtRest.Hosting.Api.Routes;

/// <summary>The clusters that an organization declares.</summary>
internal sealed record ClusterListBody(ImmutableArray<ClusterBody> Clusters);

/// <summary>A declared cluster, with what the newest report about it says.</summary>
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

    /// <summary>Left out while there is no report about the cluster.</summary>
    public LatestVerdict? Latest { get; init; }

    public static ClusterBody Of(Cluster cluster, ClusterStanding? standing) => new()
    {
        Id = cluster.Id,
        Name = cluster.Name,
        Stage = cluster.Stage,
        // The inventory declares the cloud of every cluster.
        Provider = WireWord.Of(cluster.Provider!.Value),
        Region = cluster.Region,
        BackupRegion = cluster.BackupRegion,
        Encryption = WireWord.Of(cluster.Encryption.Type),
        Latest = standing is null ? null : new LatestVerdict(WireWord.Of(standing.Cluster.Verdict), standing.ReportId, standing.GeneratedAt),
    };
}

/// <summary>What the newest report says.</summary>
internal sealed record LatestVerdict(string Verdict, string ReportId, DateTimeOffset GeneratedAt);
