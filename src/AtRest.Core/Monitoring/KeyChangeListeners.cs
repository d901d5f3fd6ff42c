using System.Collections.Immutable;
using AtRest.Core.Evidence.Monitoring;

namespace AtRest.Core.Monitoring;

/// <summary>Which changes of a key the rules of an event bus hear of.</summary>
public static class KeyChangeListeners
{
    /// <summary>The API calls that some rule with a target surely matches.</summary>
    public static ImmutableHashSet<string> HeardBy(EventBridgeEvidence bridge, string keyArn) =>
        [.. MatchesOf(bridge, keyArn).SelectMany(matches => matches.Matched)];

    /// <summary>Whether every one of <see cref="KeyChanges.All"/> is heard of.</summary>
    public static bool HearsAll(EventBridgeEvidence bridge, string keyArn) => HeardBy(bridge, keyArn).IsSupersetOf(KeyChanges.All);

    /// <summary>What the tested rules with targets matched of the key's samples.</summary>
    public static IEnumerable<EventPatternMatches> MatchesOf(EventBridgeEvidence bridge, string keyArn)
    {
        var delivering = bridge.Targets.Select(targets => targets.Value).OfType<EventTargets>().Where(targets => !targets.Arns.IsEmpty)
            .Select(targets => targets.RuleArn).ToHashSet(StringComparer.Ordinal);
        return bridge.Matches.Select(matches => matches.Value).OfType<EventPatternMatches>()
            .Where(matches => matches.KeyArn == keyArn && delivering.Contains(matches.RuleArn));
    }
}
