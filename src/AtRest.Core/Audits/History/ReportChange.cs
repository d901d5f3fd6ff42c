using System.Text.Json.Serialization;

namespace AtRest.Core.Audits.History;

/// <summary>A difference between a report and the previous one.</summary>
public sealed record ReportChange
{
    public required ChangeKind Kind { get; init; }

    /// <summary>The cluster's ID.</summary>
    public string? Cluster { get; init; }

    public string? RuleId { get; init; }

    /// <summary>The key or other resource.</summary>
    public string? Resource { get; init; }

    /// <summary>The earlier value: a verdict, a status, a type or a hash.</summary>
    public string? Before { get; init; }

    /// <summary>The new value.</summary>
    public string? After { get; init; }

    /// <summary>A sentence for the customer.</summary>
    public required string Message { get; init; }

    /// <summary>The readable difference of two policies: lines that start with a space, <c>-</c> or <c>+</c>.</summary>
    public string? Difference { get; init; }
}

/// <summary>The kind of a change.</summary>
public enum ChangeKind
{
    [JsonStringEnumMemberName("clusterAdded")]
    ClusterAdded,

    [JsonStringEnumMemberName("clusterRemoved")]
    ClusterRemoved,

    [JsonStringEnumMemberName("declaredType")]
    DeclaredType,

    [JsonStringEnumMemberName("verdict")]
    Verdict,

    /// <summary>A new failure.</summary>
    [JsonStringEnumMemberName("findingOpened")]
    FindingOpened,

    /// <summary>A closed failure; the message says whether it passes, is waived, or could not be judged.</summary>
    [JsonStringEnumMemberName("findingClosed")]
    FindingClosed,

    [JsonStringEnumMemberName("keyPolicy")]
    KeyPolicy,
}
