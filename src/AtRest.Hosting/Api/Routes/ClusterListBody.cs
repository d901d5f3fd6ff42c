using System.Collections.Immutable;
using AtRest.Core.Inventory;
using AtRest.Hosting.Reports;

namespace AtRest.Hosting.Api.Routes;

/// <summary>The clusters that an organization declares.</summary>
internal sealed record ClusterListBody(ImmutableArray<ClusterBody> Clusters);

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

    /// <summary>Left out if there is no report about the cluster yet.</summary>
    public LatestVerdict? Latest { get; init; }

    public static ClusterBody Of(Cluster cluster, ClusterStanding? standing) => new()
    {
        Id = cluster.Id,
        Name = cluster.Name,
        Stage = cluster.Stage,
        // The inventory declares the cloud of every cluster.
        Provider = InventoryWords.Of(cluster.Provider!.Value),
        Region = cluster.Region,
        BackupRegion = cluster.BackupRegion,
        Encryption = InventoryWords.Of(cluster.Encryption.Type),
        Latest = standing is null ? null : new LatestVerdict(Words.Of(standing.Cluster.Verdict), standing.ReportId, standing.GeneratedAt),
    };
}

/// <summary>The result of the newest report.</summary>
internal sealed record LatestVerdict(string Verdict, string ReportId, DateTimeOffset GeneratedAt);
