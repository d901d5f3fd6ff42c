using System.Collections.Immutable;
using AtRest.Core.Evidence;
using AtRest.Core.Evidence.Monitoring;

namespace AtRest.Core.Monitoring;

/// <summary>Which changes of keys the rules of an event bus hear of.</summary>
public static class KeyChangeListeners
{
    /// <summary>The ARNs of the keys of whose every change (<see cref="KeyChanges.All"/>) some rule with a target hears.</summary>
    public static ImmutableHashSet<string> HeardKeys(EventBridgeEvidence bus) =>
        [.. Delivering(bus, bus.Matches).GroupBy(matches => matches.KeyArn, StringComparer.Ordinal).Where(key => Heard(key).IsSupersetOf(KeyChanges.All)).Select(key => key.Key)];

    /// <summary>The API calls that are surely matched.</summary>
    internal static ImmutableHashSet<string> Heard(IEnumerable<EventPatternMatches> matches) => [.. matches.SelectMany(entry => entry.Matched)];

    /// <summary>What rules with targets matched.</summary>
    internal static IEnumerable<EventPatternMatches> Delivering(EventBridgeEvidence bus, IEnumerable<Collected<EventPatternMatches>> matches)
    {
        var delivering = bus.Targets.Select(targets => targets.Value).OfType<EventTargets>().Where(targets => !targets.Arns.IsEmpty)
            .Select(targets => targets.RuleArn).ToHashSet(StringComparer.Ordinal);
        return matches.Select(entry => entry.Value).OfType<EventPatternMatches>().Where(entry => delivering.Contains(entry.RuleArn));
    }
}
