using System.Collections.Immutable;
using AtRest.Core.Audits;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Aws.Monitoring;
using AtRest.Core.Evidence;
using AtRest.KeyPolicies.Explaining;

namespace AtRest.Core.Aws.Rules.Monitoring;

/// <summary>The rules of an event bus that match changes of a key.</summary>
internal sealed record BusListeners
{
    /// <summary>Rules with targets that match at least one change, and the changes that each certainly matches.</summary>
    public required ImmutableArray<(EventRule Rule, ImmutableArray<string> Calls)> Listening { get; init; }

    /// <summary>The changes that no rule certainly matches.</summary>
    public required ImmutableArray<string> Unmatched { get; init; }

    /// <summary>Why a rule may match them nevertheless.</summary>
    public required ImmutableArray<string> Doubts { get; init; }

    /// <summary>Why rules that seem to be intended for this are not considered: they are disabled or have no target.</summary>
    public required ImmutableArray<string> Idle { get; init; }

    public required ImmutableArray<EvidenceReference> Evidence { get; init; }

    public static BusListeners Of(EvidenceIndex index, WatchedKey watched)
    {
        var key = watched.Arn;
        var bus = index.EventBridge(key.AccountId, key.Region);
        var tested = index.PatternMatches(key).ToList();
        var matches = KeyChangeListeners.Delivering(bus, tested).DistinctBy(entry => entry.RuleArn).ToDictionary(entry => entry.RuleArn, StringComparer.Ordinal);
        var rules = bus.Rules.Value?.Items ?? [];
        ImmutableArray<string> unmatched = [.. watched.Changes.Except(KeyChangeListeners.Heard(matches.Values))];
        var candidates = rules.Where(PatternScope.MayConcernKeys).ToList();
        return new BusListeners
        {
            Listening = [.. candidates.Where(rule => matches.TryGetValue(rule.Arn, out var found) && !found.Matched.IsEmpty).Select(rule => (rule, matches[rule.Arn].Matched))],
            Unmatched = unmatched,
            Doubts = unmatched.IsEmpty ? [] : [.. DoubtsOf(bus, candidates, tested, unmatched).Distinct(StringComparer.Ordinal)],
            Idle = [.. rules.Where(rule => IsOff(rule)).Select(rule => $"Rule '{rule.Name}' is disabled."), .. candidates.Where(rule => HasNoTarget(bus, rule)).Select(rule => $"Rule '{rule.Name}' has no target.")],
            Evidence =
            [
                bus.Rules.Reference,
                .. bus.Targets.Select(targets => targets.Reference),
                .. tested.Select(entry => entry.Reference),
            ],
        };
    }

    private static IEnumerable<string> DoubtsOf(EventBridgeEvidence bus, List<EventRule> candidates, List<Collected<EventPatternMatches>> tested, ImmutableArray<string> unmatched)
    {
        if (!bus.Rules.TryGet(out _, out var absence))
        {
            yield return $"The rules of the default event bus in {bus.Region} could not be listed. {absence.Cause}";
        }

        foreach (var rule in candidates)
        {
            if (DoubtOf(bus, rule, tested, unmatched) is { } doubt)
            {
                yield return doubt;
            }
        }
    }

    private static string? DoubtOf(EventBridgeEvidence bus, EventRule rule, List<Collected<EventPatternMatches>> tested, ImmutableArray<string> unmatched)
    {
        Absence? absence = null;
        EventTargets? targets = null;
        if (TargetsOf(bus, rule)?.TryGet(out targets, out absence) != true)
        {
            // A rule that was deleted in the meantime has no effect.
            return absence?.Kind == AbsenceKind.NotFound ? null : $"The targets of rule '{rule.Name}' could not be read. {(absence ?? Absence.NotCollected).Cause}";
        }

        EventPatternMatches? matches = null;
        if (targets!.Arns.IsEmpty)
        {
            return null;
        }

        // A rule that was not tested because the test of an earlier rule failed. The cause is reported there.
        if (tested.Find(entry => entry.Resource.StartsWith($"{rule.Arn} ", StringComparison.Ordinal))?.TryGet(out matches, out absence) != true)
        {
            return absence is null ? $"Rule '{rule.Name}' was not tested with sample events." : $"Rule '{rule.Name}' could not be tested with sample events. {absence.Cause}";
        }

        // Evidence of an earlier version was tested with fewer events.
        var untested = unmatched.Except(matches!.Matched).Except(matches.Sometimes).Except(matches.Missed).ToList();
        var sometimes = matches.Sometimes.Intersect(unmatched).ToList();
        return untested.Count > 0 ? $"Rule '{rule.Name}' was not tested with {Listing.Of(untested)}."
            : sometimes.Count == 0 ? null
            : $"Rule '{rule.Name}' matches {Listing.Of(sometimes)} only if the caller uses one form of the key's name, its ID or its ARN. To match both, use detail.resources.ARN instead of requestParameters.keyId.";
    }

    private static bool IsOff(EventRule rule) =>
        rule.State == "DISABLED" && PatternScope.MayConcernKeys(rule with { State = "ENABLED" }) && rule.EventPattern!.Contains("kms", StringComparison.OrdinalIgnoreCase);

    private static bool HasNoTarget(EventBridgeEvidence bus, EventRule rule) => TargetsOf(bus, rule)?.Value is { Arns.IsEmpty: true };

    private static Collected<EventTargets>? TargetsOf(EventBridgeEvidence bus, EventRule rule) => bus.Targets.FirstOrDefault(targets => targets.Resource == rule.Arn);
}
