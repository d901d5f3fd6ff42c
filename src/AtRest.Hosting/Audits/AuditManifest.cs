using System.Collections.Immutable;
using AtRest.Core.Audits;

namespace AtRest.Hosting.Audits;

/// <summary>The plan of an audit, fixed once, so that every worker and every try does the same.</summary>
internal sealed record AuditManifest
{
    public required AuditOrder Order { get; init; }

    /// <summary>The process that received the order runs the audit immediately, without the queue.</summary>
    public bool Inline { get; init; }

    /// <summary>The report to compare with; null if there is none.</summary>
    public string? PreviousReportId { get; init; }

    public required ImmutableArray<AuditBatch> Batches { get; init; }

    /// <summary>Requested clusters that are no longer declared.</summary>
    public ImmutableArray<NotEvaluatedCluster> NotDeclared { get; init; } = [];

    /// <summary>The evidence before anything is read: what was declared when the audit was planned.</summary>
    public required AuditEvidence Frame { get; init; }
}

/// <summary>Clusters whose evidence one worker collects together.</summary>
internal sealed record AuditBatch
{
    /// <summary>Unique in the audit, and part of a blob's name.</summary>
    public required string Id { get; init; }

    /// <summary>The IDs of the clusters.</summary>
    public ImmutableArray<string> Clusters { get; init; } = [];

    /// <summary>The batch also reads Camunda's API about the organization.</summary>
    public bool AsksCamunda { get; init; }
}

/// <summary>The end of an audit.</summary>
internal sealed record AuditCompletion
{
    /// <summary>Null if there is no report, because the audit has no cluster.</summary>
    public string? ReportId { get; init; }

    public required int Evaluated { get; init; }

    public required int NotEvaluated { get; init; }

    /// <summary>Why the audit has no report: a sentence for the customer. Null if it has one.</summary>
    public string? Cause { get; init; }

    /// <summary>The ID of the audit that AtRest ordered because this one has no report.</summary>
    public string? RepeatedAs { get; init; }

    /// <summary>The order, for an audit whose plan is gone or was never made. Null in audits that ended before version 2 of the report.</summary>
    public AuditOrder? Order { get; init; }
}
