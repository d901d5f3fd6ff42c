using System.Collections.Immutable;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Evidence;

namespace AtRest.Core.Aws.Monitoring;

/// <summary>Which changes of keys the rules of an event bus hear of.</summary>
public static class KeyChangeListeners
{
    /// <summary>Whether rules with a target hear of every change of a key that matters.</summary>
    public static bool HearAll(EventBridgeEvidence bus, WatchedKey key) =>
        Heard(Delivering(bus, bus.Matches).Where(matches => matches.KeyArn == key.Arn.Value)).IsSupersetOf(key.Changes);

    /// <summary>The API calls that are surely matched.</summary>
    internal static ImmutableHashSet<string> Heard(IEnumerable<EventPatternMatches> matches) => [.. matches.SelectMany(entry => entry.Matched)];

    /// <summary>What rules that are on and have targets matched.</summary>
    internal static IEnumerable<EventPatternMatches> Delivering(EventBridgeEvidence bus, IEnumerable<Collected<EventPatternMatches>> matches)
    {
        var delivering = bus.Targets.Select(targets => targets.Value).OfType<EventTargets>().Where(targets => !targets.Arns.IsEmpty)
            .Select(targets => targets.RuleArn).ToHashSet(StringComparer.Ordinal);
        delivering.ExceptWith((bus.Rules.Value?.Items ?? []).Where(rule => rule.State == "DISABLED").Select(rule => rule.Arn));
        return matches.Select(entry => entry.Value).OfType<EventPatternMatches>().Where(entry => delivering.Contains(entry.RuleArn));
    }
}
