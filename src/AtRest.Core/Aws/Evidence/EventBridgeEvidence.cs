using System.Collections.Immutable;
using AtRest.Core.Evidence;

namespace AtRest.Core.Aws.Evidence;

/// <summary>The evidence from EventBridge in one account and region, for the default event bus, which receives the events of AWS services.</summary>
public sealed record EventBridgeEvidence
{
    public required string AccountId { get; init; }

    public required string Region { get; init; }

    /// <summary><c>events:ListRules</c>; the resource is <c>ACCOUNT/REGION</c>.</summary>
    public required Collected<EventRules> Rules { get; init; }

    /// <summary>
    /// <c>events:ListTargetsByRule</c> of each enabled rule with a pattern, except rules whose source or detail type certainly differs from
    /// that of a key's change (<see cref="Monitoring.PatternScope"/>); the resource is the rule's ARN.
    /// </summary>
    public ImmutableArray<Collected<EventTargets>> Targets { get; init; } = [];

    /// <summary>
    /// <c>events:TestEventPattern</c>: the sample events that the rules with targets match; the resource is <c>RULE-ARN KEY-ARN</c>. After all changes of
    /// a key are matched, the remaining rules are not tested for it.
    /// </summary>
    public ImmutableArray<Collected<EventPatternMatches>> Matches { get; init; } = [];
}

/// <summary>The rules of the default event bus.</summary>
public sealed record EventRules(ImmutableArray<EventRule> Items);

/// <summary>A rule (https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_Rule.html).</summary>
public sealed record EventRule
{
    public required string Arn { get; init; }

    public required string Name { get; init; }

    /// <summary>ENABLED, DISABLED, ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS.</summary>
    public required string State { get; init; }

    /// <summary>Null for a rule that runs on a schedule.</summary>
    public string? EventPattern { get; init; }
}

/// <summary>The targets of a rule.</summary>
public sealed record EventTargets(string RuleArn, ImmutableArray<string> Arns);

/// <summary>The result of the sample events about one key for one rule.</summary>
public sealed record EventPatternMatches
{
    public required string RuleArn { get; init; }

    public required string KeyArn { get; init; }

    /// <summary>The API calls whose sample event the rule's pattern matches, such as <c>PutKeyPolicy</c>, sorted.</summary>
    public ImmutableArray<string> Matched { get; init; } = [];

    /// <summary>The API calls that it matches only if the caller uses one form of the key's name, its ID or its ARN; sorted.</summary>
    public ImmutableArray<string> Sometimes { get; init; } = [];

    /// <summary>The API calls whose sample event it does not match, sorted.</summary>
    public ImmutableArray<string> Missed { get; init; } = [];
}
