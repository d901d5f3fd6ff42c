using System.Collections.Immutable;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Evidence;

namespace AtRest.Core.Aws.Monitoring;

/// <summary>Determines which changes of keys the rules of an event bus match.</summary>
public static class KeyChangeListeners
{
    /// <summary>The keys of which rules with a target match every relevant change, in their order.</summary>
    public static IEnumerable<WatchedKey> HeardEntirely(EventBridgeEvidence bus, IEnumerable<WatchedKey> keys)
    {
        // Found once for all keys: a bus has a match for each of them.
        var matches = Delivering(bus, bus.Matches).ToLookup(entry => entry.KeyArn, StringComparer.Ordinal);
        return keys.Where(key => Heard(matches[key.Arn.Value]).IsSupersetOf(key.Changes));
    }

    /// <summary>The API calls that are certainly matched.</summary>
    internal static ImmutableHashSet<string> Heard(IEnumerable<EventPatternMatches> matches) => [.. matches.SelectMany(entry => entry.Matched)];

    /// <summary>The matches of the enabled rules with targets.</summary>
    internal static IEnumerable<EventPatternMatches> Delivering(EventBridgeEvidence bus, IEnumerable<Collected<EventPatternMatches>> matches)
    {
        var delivering = bus.Targets.Select(targets => targets.Value).OfType<EventTargets>().Where(targets => !targets.Arns.IsEmpty)
            .Select(targets => targets.RuleArn).ToHashSet(StringComparer.Ordinal);
        delivering.ExceptWith((bus.Rules.Value?.Items ?? []).Where(rule => rule.State == "DISABLED").Select(rule => rule.Arn));
        return matches.Select(entry => entry.Value).OfType<EventPatternMatches>().Where(entry => delivering.Contains(entry.RuleArn));
    }
}
