using Amazon.EventBridge.Model;
using AtRest.Collectors.Answers;
using AtRest.Collectors.Aws.Accounts;
using AtRest.Collectors.Aws.Clients;
using AtRest.Collectors.Aws.Reading;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Aws.Monitoring;
using AtRest.Core.Evidence;

namespace AtRest.Collectors.Aws.Monitoring.EventBridge;

/// <summary>Makes the calls about the rules of a default event bus.</summary>
internal sealed class EventBridgeReader(ClientPool clients, EvidenceReader reader, Memo memo, TimeProvider clock)
{
    public Task<Collected<EventRules>> RulesAsync(AccountSession session, string accountId, string region, CancellationToken cancellationToken) =>
        reader.ReadAsync(session, "events:ListRules", $"{accountId}/{region}", async () =>
        {
            var client = clients.EventBridge(session, region);
            var rules = await clients.Listing.ReadAllAsync(async (marker, token) =>
            {
                var response = await client.ListRulesAsync(new ListRulesRequest { NextToken = marker }, token);
                return new Page<Rule>(response.Rules!, response.NextToken, response.ContentLength);
            }, cancellationToken, ListingBounds.MostItemsWithCalls);
            return new EventRules([.. rules.Select(ToRule).DistinctBy(rule => rule.Arn).OrderBy(rule => rule.Arn, StringComparer.Ordinal)]);
        }, cancellationToken);

    public Task<Collected<EventTargets>> TargetsAsync(AccountSession session, EventRule rule, string region, CancellationToken cancellationToken) =>
        reader.ReadAsync(session, "events:ListTargetsByRule", rule.Arn, async () =>
        {
            var client = clients.EventBridge(session, region);
            var targets = await clients.Listing.ReadAllAsync(async (marker, token) =>
            {
                var response = await client.ListTargetsByRuleAsync(new ListTargetsByRuleRequest { Rule = rule.Name, NextToken = marker }, token);
                return new Page<Target>(response.Targets!, response.NextToken, response.ContentLength);
            }, cancellationToken);
            return new EventTargets(rule.Arn, [.. targets.Select(target => target.Arn!).Order(StringComparer.Ordinal)]);
        }, cancellationToken);

    /// <summary>Tests a rule's pattern with the samples. The result is shared by all keys of an account and region, and by all rules with the same pattern, if they cannot differ.</summary>
    public Task<Collected<EventPatternMatches>> MatchesAsync(AccountSession session, EventRule rule, WatchedKey key, CancellationToken cancellationToken) =>
        reader.ReadAsync(session, "events:TestEventPattern", $"{rule.Arn} {key.Arn.Value}", async () =>
        {
            var pattern = rule.EventPattern!;
            var subject = PatternScope.DependsOnKey(pattern) ? key.Arn.Value : $"{key.Arn.AccountId}/{key.Arn.Region} {string.Join(',', key.Changes)}";
            var answers = await memo.GetAsync($"pattern {session.Identity}\n{subject}\n{pattern}", () => TestAsync(session, pattern, key, cancellationToken));
            return new EventPatternMatches { RuleArn = rule.Arn, KeyArn = key.Arn.Value, Matched = answers.Matched, Sometimes = answers.Sometimes, Missed = answers.Missed };
        }, cancellationToken);

    private async Task<SampleAnswers> TestAsync(AccountSession session, string pattern, WatchedKey key, CancellationToken cancellationToken)
    {
        var client = clients.EventBridge(session, key.Arn.Region);
        var answers = await Task.WhenAll(Samples.For(key, pattern, clock).Select(async sample =>
        {
            var request = new TestEventPatternRequest { EventPattern = pattern, Event = sample.BusEvent };
            var response = await client.TestEventPatternAsync(request, cancellationToken);
            return (sample, response.Result == true);
        }));
        return SampleAnswers.Of(answers);
    }

    private static EventRule ToRule(Rule rule) => new()
    {
        Arn = rule.Arn!,
        Name = rule.Name!,
        State = rule.State!,
        EventPattern = string.IsNullOrEmpty(rule.EventPattern) ? null : rule.EventPattern,
    };
}
