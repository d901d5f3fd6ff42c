using System.Collections.Immutable;
using AtRest.Collectors.Aws.Accounts;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Aws.Monitoring;
using AtRest.Core.Evidence;

namespace AtRest.Collectors.Aws.Monitoring.EventBridge;

/// <summary>Finds out which changes of the keys of an account and region match a rule.</summary>
internal sealed class EventBridgeCollector(EventBridgeReader bridge)
{
    /// <summary>Reads the rules and targets at once, and tests the rules when the keys are known.</summary>
    public async Task<EventBridgeEvidence> CollectAsync(
        AccountSession session, string accountId, string region, Task<WatchedKey[]> keys, CancellationToken cancellationToken)
    {
        var rules = await bridge.RulesAsync(session, accountId, region, cancellationToken);
        var candidates = (rules.Value?.Items ?? [])
            .Where(PatternScope.MayConcernKeys)
            .OrderByDescending(rule => rule.EventPattern!.Contains("kms", StringComparison.OrdinalIgnoreCase))
            .ThenBy(rule => rule.Arn, StringComparer.Ordinal)
            .ToImmutableArray();
        var targets = await Task.WhenAll(candidates.Select(rule => bridge.TargetsAsync(session, rule, region, cancellationToken)));
        var delivering = candidates.Where((_, index) => targets[index].Value is { Arns.IsEmpty: false });
        return new EventBridgeEvidence
        {
            AccountId = accountId,
            Region = region,
            Rules = rules,
            Targets = [.. targets.OrderBy(entry => entry.Resource, StringComparer.Ordinal)],
            Matches = await TestAsync(session, delivering, await keys, cancellationToken),
        };
    }

    /// <summary>Tests rule by rule, until every change of every key matches a rule.</summary>
    private async Task<ImmutableArray<Collected<EventPatternMatches>>> TestAsync(
        AccountSession session, IEnumerable<EventRule> rules, IReadOnlyCollection<WatchedKey> keys, CancellationToken cancellationToken)
    {
        var matches = new List<Collected<EventPatternMatches>>();
        var unmatched = keys.ToDictionary(key => key.Arn.Value, key => key.Changes.ToHashSet(), StringComparer.Ordinal);
        foreach (var rule in rules)
        {
            var answers = await Task.WhenAll(keys.Where(key => unmatched[key.Arn.Value].Count > 0)
                .Select(key => bridge.MatchesAsync(session, rule, key, cancellationToken)));
            matches.AddRange(answers);

            // The permission has no resources: a caller that cannot test one pattern cannot test any.
            if (answers.Length == 0 || Array.Exists(answers, answer => answer.Absence is { IsRefusal: true } or { Kind: AbsenceKind.Unsupported }))
            {
                break;
            }

            foreach (var found in answers.Select(answer => answer.Value).OfType<EventPatternMatches>())
            {
                unmatched[found.KeyArn].ExceptWith(found.Matched);
            }
        }

        return [.. matches.OrderBy(entry => entry.Resource, StringComparer.Ordinal)];
    }
}
