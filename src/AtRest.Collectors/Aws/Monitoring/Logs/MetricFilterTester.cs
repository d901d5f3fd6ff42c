using System.Collections.Immutable;
using AtRest.Collectors.Aws.Accounts;
using AtRest.Collectors.Aws.Clients;
using AtRest.Collectors.Aws.Monitoring.Logs.Client;
using AtRest.Collectors.Aws.Reading;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Aws.Monitoring;
using AtRest.Core.Evidence;

namespace AtRest.Collectors.Aws.Monitoring.Logs;

/// <summary>Shows samples to metric filters, as many in one call as it takes.</summary>
internal sealed class MetricFilterTester(ClientPool clients, EvidenceReader reader, Memo memo, TimeProvider clock)
{
    private const string Source = "logs:TestMetricFilter";

    public async Task<ImmutableArray<Collected<MetricFilterMatches>>> TestAsync(
        AccountSession session, LogGroupName group, MetricFilter filter, ImmutableArray<WatchedKey> keys, CancellationToken cancellationToken)
    {
        if (WhyNotTested(filter) is { } reason)
        {
            return [.. keys.Select(key => reader.Skip<MetricFilterMatches>(Source, ResourceOf(group, filter, key), reason))];
        }

        // Keys of several accounts and regions may share a log group, and a pattern may name those.
        var dependsOnKey = PatternScope.FilterDependsOnKey(filter.Pattern);
        var asked = dependsOnKey ? keys : [.. keys.DistinctBy(PlaceOf)];
        var messagesPerKey = keys.Max(key => Samples.For(key, filter.Pattern, clock).Count(sample => sample.CloudTrailRecord is not null));
        var batches = asked.Chunk(TestMetricFilterRequest.MostMessages / messagesPerKey)
            .SelectMany(batch => batch.Select(key => (Subject: dependsOnKey ? key.Arn.Value : PlaceOf(key), Key: key, Batch: batch)))
            .ToDictionary(entry => entry.Subject, entry => (entry.Key, entry.Batch), StringComparer.Ordinal);
        return [.. await Task.WhenAll(keys.Select(key =>
        {
            var (example, batch) = batches[dependsOnKey ? key.Arn.Value : PlaceOf(key)];
            return MatchesAsync(session, group, filter, key, example, batch, cancellationToken);
        }))];
    }

    /// <param name="session">The session of the log group's account.</param>
    /// <param name="group">The log group.</param>
    /// <param name="filter">Its filter.</param>
    /// <param name="key">The key that is wanted.</param>
    /// <param name="example">The key that is asked about in its place.</param>
    /// <param name="batch">The keys that are asked about in one call, the example among them.</param>
    /// <param name="cancellationToken">The audit's.</param>
    private Task<Collected<MetricFilterMatches>> MatchesAsync(
        AccountSession session, LogGroupName group, MetricFilter filter, WatchedKey key, WatchedKey example, WatchedKey[] batch, CancellationToken cancellationToken) =>
        reader.ReadAsync(session, Source, ResourceOf(group, filter, key), async () =>
        {
            var subject = string.Join(' ', batch.Select(other => other.Arn.Value));
            var answers = await memo.GetAsync(
                $"filter {session.Identity}\n{group.Region}\n{subject}\n{filter.Pattern}", () => AskAsync(session, group, filter.Pattern, batch, cancellationToken));
            var own = answers[example.Arn.Value];
            return new MetricFilterMatches { FilterName = filter.Name, KeyArn = key.Arn.Value, Matched = own.Matched, Sometimes = own.Sometimes, Missed = own.Missed };
        }, cancellationToken);

    private async Task<Dictionary<string, SampleAnswers>> AskAsync(
        AccountSession session, LogGroupName group, string pattern, WatchedKey[] keys, CancellationToken cancellationToken)
    {
        var samples = keys.SelectMany(key => Samples.For(key, pattern, clock).Where(sample => sample.CloudTrailRecord is not null).Select(sample => (Key: key.Arn.Value, Sample: sample))).ToList();
        var request = new TestMetricFilterRequest { FilterPattern = pattern, LogEventMessages = [.. samples.Select(entry => entry.Sample.CloudTrailRecord!)] };
        var response = await clients.CloudWatchLogs(session, group.Region).TestMetricFilterAsync(request, cancellationToken);
        var matched = response.Matches!.Select(match => match.EventMessage).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var numbers = response.Matches!.Where(match => match.EventMessage is null).Select(match => match.EventNumber).ToHashSet();
        return samples
            .Select((entry, index) => (entry.Key, entry.Sample, Matches: matched.Contains(entry.Sample.CloudTrailRecord!) || numbers.Contains(index + 1)))
            .GroupBy(entry => entry.Key, StringComparer.Ordinal)
            .ToDictionary(key => key.Key, key => SampleAnswers.Of(key.Select(entry => (entry.Sample, entry.Matches))), StringComparer.Ordinal);
    }

    /// <summary>Keys of other changes are other samples.</summary>
    private static string PlaceOf(WatchedKey key) => $"{key.Arn.AccountId}/{key.Arn.Region} {string.Join(',', key.Changes)}";

    private static string ResourceOf(LogGroupName group, MetricFilter filter, WatchedKey key) => $"{group.Arn} {filter.Name} {key.Arn.Value}";

    private static string? WhyNotTested(MetricFilter filter) => filter switch
    {
        { AppliesToTransformedLogs: true } => "The metric filter looks at transformed log events, which no test shows.",
        { FieldSelectionCriteria: { } criteria } => $"The metric filter looks only at some log events ({criteria}), which no test heeds.",
        _ => null,
    };
}
