using System.Text.Json.Serialization;

namespace AtRest.Core.Audits.History;

/// <summary>An event in the history of a cluster or of its key.</summary>
public sealed record TimelineEvent
{
    /// <summary>When it happened, UTC. For what a report found by comparison, the time of the audit: it happened between this one and the one before.</summary>
    public required DateTimeOffset At { get; init; }

    public required TimelineKind Kind { get; init; }

    /// <summary>The key; null for an event of the cluster.</summary>
    public string? Resource { get; init; }

    /// <summary>The operation, such as <c>PutKeyPolicy</c>; null for what a report found by comparison.</summary>
    public string? Operation { get; init; }

    /// <summary>The principal that made the call; for a policy that a report found changed, those whose calls are in the record. Null if it is not known.</summary>
    public string? Actor { get; init; }

    /// <summary>The address from which the call came.</summary>
    public string? SourceAddress { get; init; }

    /// <summary>The ID of the event in CloudTrail; null for what a report found by comparison.</summary>
    public string? EventId { get; init; }

    /// <summary>The report that found the change by comparison; null for an event of a record.</summary>
    public string? ReportId { get; init; }

    /// <summary>The earlier value: a verdict, or the SHA-256 of a policy.</summary>
    public string? Before { get; init; }

    /// <summary>The new value.</summary>
    public string? After { get; init; }

    /// <summary>The difference of two policies: lines that start with a space, <c>-</c> or <c>+</c>. Null if there is none, or if it is too long.</summary>
    public string? Difference { get; init; }

    /// <summary>A sentence for the customer.</summary>
    public required string Message { get; init; }
}

/// <summary>What kind of event it is.</summary>
public enum TimelineKind
{
    /// <summary>The key policy was changed.</summary>
    [JsonStringEnumMemberName("policy")]
    Policy,

    /// <summary>A grant was created or ended.</summary>
    [JsonStringEnumMemberName("grant")]
    Grant,

    /// <summary>The key was rotated, or its rotation was turned on or off.</summary>
    [JsonStringEnumMemberName("rotation")]
    Rotation,

    /// <summary>Another change of the key, such as its state.</summary>
    [JsonStringEnumMemberName("key")]
    Key,

    /// <summary>The verdict on the cluster changed.</summary>
    [JsonStringEnumMemberName("verdict")]
    Verdict,
}
