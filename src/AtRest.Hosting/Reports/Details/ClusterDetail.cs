using System.Collections.Immutable;
using AtRest.Core.Audits;
using AtRest.Core.Audits.History;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;
using AtRest.KeyPolicies.Access;
using AtRest.KeyPolicies.Grants;

namespace AtRest.Hosting.Reports.Details;

/// <summary>A cluster of a report: what was declared, reported and observed, and what was found.</summary>
internal sealed record ClusterDetail
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public string? Stage { get; init; }

    /// <summary>The cloud and region, in words.</summary>
    public required string Place { get; init; }

    public string? BackupRegion { get; init; }

    public required EncryptionType DeclaredType { get; init; }

    /// <summary>The declared role of a cluster with an external key.</summary>
    public string? RoleArn { get; init; }

    public required Verdict Verdict { get; init; }

    /// <summary>Why the cluster was not evaluated; null if it was.</summary>
    public string? NotEvaluated { get; init; }

    /// <summary>What Camunda reports; null if it reports nothing about the cluster.</summary>
    public ReportedEncryption? Reported { get; init; }

    /// <summary>The declared keys, with what was observed.</summary>
    public ImmutableArray<KeyDetail> Keys { get; init; } = [];

    /// <summary>In the catalogue's order.</summary>
    public ImmutableArray<FindingDetail> Findings { get; init; } = [];

    /// <summary>The events in the history of the cluster and its keys up to this report, the oldest first; only the newest if there are many.</summary>
    public ImmutableArray<TimelineEvent> Timeline { get; init; } = [];

    /// <summary>The number of events that a timeline keeps.</summary>
    public const int MostEvents = 50;
}

/// <summary>What Camunda reports about a cluster.</summary>
internal sealed record ReportedEncryption
{
    public string? Type { get; init; }

    public string? Status { get; init; }

    public string? ClusterStatus { get; init; }

    public string? Region { get; init; }

    public string? PrimaryKeyArn { get; init; }

    public string? SecondaryKeyArn { get; init; }
}

/// <summary>A declared key and what was observed of it. What is null was not read, or does not exist for such a key.</summary>
internal sealed record KeyDetail
{
    /// <summary>The ARN, or the resource name in Google Cloud.</summary>
    public required string Name { get; init; }

    public required bool IsSecondary { get; init; }

    public string? State { get; init; }

    public string? Spec { get; init; }

    public string? Origin { get; init; }

    /// <summary>Who manages the key: <c>CUSTOMER</c> or <c>AWS</c>; in Google Cloud the protection level.</summary>
    public string? Protection { get; init; }

    public bool? Rotates { get; init; }

    public int? RotationDays { get; init; }

    public DateTimeOffset? NextRotation { get; init; }

    public DateTimeOffset? DeletedAt { get; init; }

    public DateTimeOffset? MaterialExpires { get; init; }

    public DateTimeOffset? LastUsed { get; init; }

    public DateTimeOffset? ReadAt { get; init; }

    /// <summary>Why the properties were not read.</summary>
    public string? Unread { get; init; }

    /// <summary>The text of the key policy.</summary>
    public string? Policy { get; init; }

    /// <summary>The SHA-256 of what was read of the policy.</summary>
    public string? PolicySha256 { get; init; }

    /// <summary>The reason, if the policy could not be read.</summary>
    public string? PolicyUnread { get; init; }

    /// <summary>Null if they were not read.</summary>
    public ImmutableArray<KeyGrant>? Grants { get; init; }

    /// <summary>The properties that conditions of a policy can name; null if they were not read.</summary>
    public KeyFacts? Facts { get; init; }

    /// <summary>The roles of this organization's clusters that declare the key.</summary>
    public ImmutableArray<string> Roles { get; init; } = [];

    /// <summary>The time by which conditions are judged.</summary>
    public DateTimeOffset Moment { get; init; }
}

/// <summary>A finding, without what only other formats need.</summary>
internal sealed record FindingDetail
{
    public required string RuleId { get; init; }

    public required string Title { get; init; }

    public required RuleLevel Level { get; init; }

    public required FindingStatus Status { get; init; }

    public required Severity Severity { get; init; }

    public string? Resource { get; init; }

    public required string Message { get; init; }

    public string? Consequence { get; init; }

    public string? Remedy { get; init; }

    public string? RemedyCode { get; init; }

    public Waiver? Waiver { get; init; }

    /// <summary>The statements of the key policy that it is about, from 0.</summary>
    public ImmutableArray<int> Statements { get; init; } = [];

    /// <summary>IDs of evidence.</summary>
    public ImmutableArray<string> Evidence { get; init; } = [];

    public static FindingDetail Of(Finding finding) => new()
    {
        RuleId = finding.RuleId,
        Title = finding.Title,
        Level = finding.Level,
        Status = finding.Status,
        Severity = finding.Severity,
        Resource = finding.Resource,
        Message = finding.Message,
        Consequence = finding.Consequence,
        Remedy = finding.Remedy,
        RemedyCode = finding.RemedyCode,
        Waiver = finding.Waiver,
        Statements = finding.Statements,
        Evidence = finding.Evidence,
    };
}
