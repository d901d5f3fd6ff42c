using System.Text.Json.Serialization;

namespace AtRest.Hosting.Audits;

/// <summary>How far an audit is.</summary>
internal sealed record AuditStatus
{
    public required string Id { get; init; }

    public required AuditState State { get; init; }

    public required AuditCause Cause { get; init; }

    public required DateTimeOffset OrderedAt { get; init; }

    /// <summary>How many clusters it audits; those that only Camunda knows come on top in the report.</summary>
    public required int Clusters { get; init; }

    /// <summary>Of how many the evidence was collected.</summary>
    public required int Evaluated { get; init; }

    /// <summary>How many were given up; the report says why, cluster by cluster.</summary>
    public required int NotEvaluated { get; init; }

    /// <summary>Set once the report can be read.</summary>
    public string? ReportId { get; init; }
}

/// <summary>Where an audit stands.</summary>
internal enum AuditState
{
    /// <summary>Ordered; nothing is evaluated yet.</summary>
    [JsonStringEnumMemberName("queued")]
    Queued,

    /// <summary>Some of it is there.</summary>
    [JsonStringEnumMemberName("running")]
    Running,

    /// <summary>Its report can be read.</summary>
    [JsonStringEnumMemberName("completed")]
    Completed,
}
