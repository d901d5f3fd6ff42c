using System.Collections.Immutable;
using AtRest.Collectors.Aws.Accounts;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Aws.Monitoring;
using AtRest.Core.Evidence;

namespace AtRest.Collectors.Aws.Monitoring.EventBridge;

/// <summary>Whether the rules of an account and region would hear of changes of its keys.</summary>
internal sealed class EventBridgeCollector(EventBridgeReader bridge)
{
    public async Task<EventBridgeEvidence> CollectAsync(
        AccountSession session, string accountId, string region, ImmutableArray<WatchedKey> keys, CancellationToken cancellationToken)
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
            Matches = await TestAsync(session, delivering, keys, cancellationToken),
        };
    }

    /// <summary>Rule by rule, as long as a key has changes that none of the rules so far hears of.</summary>
    private async Task<ImmutableArray<Collected<EventPatternMatches>>> TestAsync(
        AccountSession session, IEnumerable<EventRule> rules, ImmutableArray<WatchedKey> keys, CancellationToken cancellationToken)
    {
        var matches = new List<Collected<EventPatternMatches>>();
        var unheard = keys.ToDictionary(key => key.Arn.Value, key => key.Changes.ToHashSet(), StringComparer.Ordinal);
        foreach (var rule in rules)
        {
            var answers = await Task.WhenAll(keys.Where(key => unheard[key.Arn.Value].Count > 0)
                .Select(key => bridge.MatchesAsync(session, rule, key, cancellationToken)));
            matches.AddRange(answers);

            // The permission knows no resources: who may not test one pattern may test none.
            if (answers.Length == 0 || Array.Exists(answers, answer => answer.Absence is { IsRefusal: true } or { Kind: AbsenceKind.Unsupported }))
            {
                break;
            }

            foreach (var found in answers.Select(answer => answer.Value).OfType<EventPatternMatches>())
            {
                unheard[found.KeyArn].ExceptWith(found.Matched);
            }
        }

        return [.. matches.OrderBy(entry => entry.Resource, StringComparer.Ordinal)];
    }
}
