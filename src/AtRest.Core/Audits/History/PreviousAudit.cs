using System.Collections.Immutable;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;

namespace AtRest.Core.Audits.History;

/// <summary>The parts of an earlier report that a later one compares itself with.</summary>
public sealed record PreviousAudit
{
    public required string ReportId { get; init; }

    public required DateTimeOffset GeneratedAt { get; init; }

    /// <summary>By ID.</summary>
    public ImmutableArray<PreviousCluster> Clusters { get; init; } = [];

    /// <summary>The findings of the rules about the organization.</summary>
    public ImmutableArray<PreviousFinding> Findings { get; init; } = [];

    /// <summary>The IDs of the clusters that the earlier audit left out: their state is not known.</summary>
    public ImmutableArray<string> LeftOut { get; init; } = [];

    /// <summary>The key policies at that time, by key ARN.</summary>
    public ImmutableArray<ReportedKeyPolicy> KeyPolicies { get; init; } = [];
}

/// <summary>A cluster of an earlier report.</summary>
public sealed record PreviousCluster
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>The declared type; None for a cluster that was not declared.</summary>
    public required EncryptionType DeclaredType { get; init; }

    public required Verdict Verdict { get; init; }

    public ImmutableArray<PreviousFinding> Findings { get; init; } = [];
}

/// <summary>A finding of an earlier report.</summary>
public sealed record PreviousFinding
{
    public required string RuleId { get; init; }

    public string? Resource { get; init; }

    public required FindingStatus Status { get; init; }

    public bool Waived { get; init; }
}

/// <summary>A key policy in a report, so that the next report can show how it changed.</summary>
public sealed record ReportedKeyPolicy
{
    public required string KeyArn { get; init; }

    /// <summary>Lower-case hexadecimal SHA-256 of the text, as in the evidence.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Exactly as AWS returned it.</summary>
    public required string Policy { get; init; }
}
