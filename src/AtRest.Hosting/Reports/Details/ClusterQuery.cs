using System.Collections.Immutable;
using System.Text.Json.Serialization;
using AtRest.Core.Audits;
using AtRest.Core.Inventory;

namespace AtRest.Hosting.Reports.Details;

/// <summary>Which clusters of a list are wanted, and in which order. A filter that is null is not set.</summary>
internal sealed record ClusterQuery
{
    /// <summary>A part of the name or the ID.</summary>
    public string? Text { get; init; }

    public Verdict? Verdict { get; init; }

    /// <summary>Only clusters without a report.</summary>
    public bool HasNoReport { get; init; }

    public EncryptionType? Type { get; init; }

    public string? Region { get; init; }

    /// <summary>The ID of a rule that the cluster fails.</summary>
    public string? Rule { get; init; }

    public ClusterSort Sort { get; init; } = ClusterSort.Urgency;

    /// <summary>The wanted clusters, in the wanted order.</summary>
    public ImmutableArray<ListedCluster> Apply(ClusterList list) => this with { Sort = default } == new ClusterQuery { Sort = default } ? list.Sorted(Sort) : [.. list.Sorted(Sort).Where(IsWanted)];

    private bool IsWanted(ListedCluster entry) =>
        (Text is null || entry.Cluster.Name.Contains(Text, StringComparison.OrdinalIgnoreCase) || entry.Cluster.Id.Contains(Text, StringComparison.OrdinalIgnoreCase))
        && (Verdict is null || entry.Standing?.Cluster.Verdict == Verdict)
        && (!HasNoReport || entry.Standing is null)
        && (Type is null || entry.Cluster.Encryption.Type == Type)
        && (Region is null || entry.Cluster.Region == Region)
        && (Rule is null || entry.Line?.FailingRules.Contains(Rule) == true);
}

/// <summary>An order of clusters.</summary>
internal enum ClusterSort
{
    /// <summary>As in the inventory.</summary>
    [JsonStringEnumMemberName("declared")]
    Declared,

    /// <summary>The worst verdict first, then the most severe failure.</summary>
    [JsonStringEnumMemberName("urgency")]
    Urgency,

    [JsonStringEnumMemberName("name")]
    Name,

    /// <summary>The most open failures first.</summary>
    [JsonStringEnumMemberName("failures")]
    Failures,
}
