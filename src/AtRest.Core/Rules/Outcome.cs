using System.Collections.Immutable;
using AtRest.Core.Evidence;

namespace AtRest.Core.Rules;

/// <summary>The result of a rule for one cluster or resource. The auditor turns it into a finding.</summary>
public sealed record Outcome
{
    public required FindingStatus Status { get; init; }

    /// <summary>The message for the customer, with the facts that decided the status.</summary>
    public required string Message { get; init; }

    /// <summary>The key or other resource that is judged; null for the cluster itself.</summary>
    public string? Resource { get; init; }

    /// <summary>The effect on the cluster.</summary>
    public string? Consequence { get; init; }

    /// <summary>What the customer can do.</summary>
    public string? Remedy { get; init; }

    /// <summary>The exact command or policy JSON of the remedy, to copy without changes.</summary>
    public string? RemedyCode { get; init; }

    /// <summary>The purpose of <see cref="RemedyCode"/>, appended to the remedy. It is dropped where other code replaces that code.</summary>
    internal string? RemedyCodeUse { get; init; }

    /// <summary>The indexes, from 0, of the policy statements that the message is about.</summary>
    public ImmutableArray<int> Statements { get; init; } = [];

    /// <summary>Overrides the rule's severity.</summary>
    public Severity? Severity { get; init; }

    /// <summary>Overrides the rule's level.</summary>
    public RuleLevel? Level { get; init; }

    public ImmutableArray<EvidenceReference> Evidence { get; init; } = [];

    public static Outcome Pass(string message) => new() { Status = FindingStatus.Pass, Message = message };

    public static Outcome Fail(string message) => new() { Status = FindingStatus.Fail, Message = message };

    public static Outcome Unknown(string message) => new() { Status = FindingStatus.Unknown, Message = message };

    public static Outcome NotApplicable(string message) => new() { Status = FindingStatus.NotApplicable, Message = message };
}
