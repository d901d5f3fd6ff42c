using System.Collections.Immutable;
using AtRest.Core.Evidence;

namespace AtRest.Core.Rules;

/// <summary>What a rule says about one subject. The auditor turns it into a finding.</summary>
public sealed record Outcome
{
    public required FindingStatus Status { get; init; }

    /// <summary>Plain words for the customer, with the facts that decided.</summary>
    public required string Message { get; init; }

    /// <summary>The key or other resource that is judged; null: the cluster itself.</summary>
    public string? Resource { get; init; }

    /// <summary>What it does to the cluster.</summary>
    public string? Consequence { get; init; }

    /// <summary>What the customer can do about it.</summary>
    public string? Remedy { get; init; }

    /// <summary>The exact command or policy JSON of the remedy, to be copied as it is.</summary>
    public string? RemedyCode { get; init; }

    /// <summary>What <see cref="RemedyCode"/> is for, as the end of the remedy; it goes where other code takes that place.</summary>
    internal string? RemedyCodeUse { get; init; }

    /// <summary>The statements of the key policy that the message is about, from 0, in the policy's order.</summary>
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
