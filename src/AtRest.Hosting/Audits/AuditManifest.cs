using System.Collections.Immutable;
using AtRest.Core.Audits;

namespace AtRest.Hosting.Audits;

/// <summary>The plan of an audit, fixed once: whoever works on it, and how often, does the same.</summary>
internal sealed record AuditManifest
{
    public required AuditOrder Order { get; init; }

    /// <summary>It is done here and now by whoever ordered it, not by the queue.</summary>
    public bool Inline { get; init; }

    /// <summary>The report that the new one is compared with; null if there is none.</summary>
    public string? PreviousReportId { get; init; }

    public required ImmutableArray<AuditBatch> Batches { get; init; }

    /// <summary>Clusters that were asked for and are not declared any more.</summary>
    public ImmutableArray<NotEvaluatedCluster> NotDeclared { get; init; } = [];

    /// <summary>The evidence before anything is observed: what was declared when the audit was planned.</summary>
    public required AuditEvidence Frame { get; init; }
}

/// <summary>Clusters whose evidence is collected at once, by one worker.</summary>
internal sealed record AuditBatch
{
    /// <summary>Unique in the audit, and part of a blob's name.</summary>
    public required string Id { get; init; }

    /// <summary>Ids.</summary>
    public ImmutableArray<string> Clusters { get; init; } = [];

    /// <summary>It also asks Camunda's API about the organization.</summary>
    public bool AsksCamunda { get; init; }
}

/// <summary>How an audit ended.</summary>
internal sealed record AuditCompletion
{
    /// <summary>Null if there is no report, since there is nothing that it could be about.</summary>
    public string? ReportId { get; init; }

    public required int Evaluated { get; init; }

    public required int NotEvaluated { get; init; }

    /// <summary>Why there is no report.</summary>
    public string? Cause { get; init; }

    /// <summary>What was ordered, where there is no plan.</summary>
    public AuditOrder? Order { get; init; }
}
