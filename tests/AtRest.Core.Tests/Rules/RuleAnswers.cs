using System.Collections.Immutable;
using AtRest.Core.Rules;

namespace AtRest.Core.Tests.Rules;

/// <summary>What a rule can answer: an entry of <c>answers.json</c>.</summary>
internal sealed record RuleAnswers
{
    private static readonly Lazy<ImmutableSortedDictionary<string, RuleAnswers>> Entries =
        new(() => RuleCaseFiles.Read<ImmutableSortedDictionary<string, RuleAnswers>>("answers.json"));

    public required ImmutableArray<FindingStatus> Statuses { get; init; }

    /// <summary>The severities of its failures, where there is more than the one of its descriptor.</summary>
    public ImmutableArray<Severity> Severities { get; init; } = [];

    /// <summary>The levels of its failures, where there is more than the one of its descriptor.</summary>
    public ImmutableArray<RuleLevel> Levels { get; init; } = [];

    /// <summary>By rule ID.</summary>
    public static ImmutableSortedDictionary<string, RuleAnswers> All => Entries.Value;
}
