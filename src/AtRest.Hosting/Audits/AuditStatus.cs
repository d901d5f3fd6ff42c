using System.Text.Json.Serialization;

namespace AtRest.Hosting.Audits;

/// <summary>The progress of an audit.</summary>
internal sealed record AuditStatus
{
    public required string Id { get; init; }

    public required AuditState State { get; init; }

    public required AuditCause Cause { get; init; }

    public required DateTimeOffset OrderedAt { get; init; }

    /// <summary>The number of clusters in the audit. Clusters that only Camunda reports are added in the report.</summary>
    public required int Clusters { get; init; }

    /// <summary>The number of clusters whose evidence was collected.</summary>
    public required int Evaluated { get; init; }

    /// <summary>The number of clusters that were given up; the report gives the reason for each.</summary>
    public required int NotEvaluated { get; init; }

    /// <summary>Set when the report can be read.</summary>
    public string? ReportId { get; init; }

    /// <summary>Why the audit failed: a sentence for the customer.</summary>
    public string? Failure { get; init; }

    /// <summary>The audit that AtRest ordered in place of a failed one.</summary>
    public string? RepeatedAs { get; init; }
}

/// <summary>The state of an audit.</summary>
internal enum AuditState
{
    /// <summary>Ordered; nothing has been evaluated.</summary>
    [JsonStringEnumMemberName("queued")]
    Queued,

    /// <summary>Partly evaluated.</summary>
    [JsonStringEnumMemberName("running")]
    Running,

    /// <summary>The report can be read.</summary>
    [JsonStringEnumMemberName("completed")]
    Completed,

    /// <summary>Ended without a report.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,
}
