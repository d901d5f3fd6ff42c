using System.Collections.Immutable;
using AtRest.Collectors.Aws.Accounts;
using AtRest.Collectors.Aws.Monitoring.Alarms;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Aws.Monitoring;
using AtRest.Core.Evidence;

namespace AtRest.Collectors.Aws.Monitoring.Logs;

/// <summary>What a trail's log group keeps, and whether its metric filters and their alarms would tell of changes of keys.</summary>
internal sealed class LogGroupCollector(LogGroupReader logs, MetricFilterTester tester, AlarmReader alarms)
{
    /// <summary>Reads a log group.</summary>
    /// <param name="session">The session of its account.</param>
    /// <param name="group">The log group.</param>
    /// <param name="keys">The keys of whose changes no rule of EventBridge tells.</param>
    /// <param name="cancellationToken">The audit's.</param>
    public async Task<LogGroupEvidence> CollectAsync(AccountSession session, LogGroupName group, ImmutableArray<WatchedKey> keys, CancellationToken cancellationToken)
    {
        var described = await logs.GroupAsync(session, group, cancellationToken);
        if (described.Absence?.Kind == AbsenceKind.NotFound)
        {
            return Without(group, described, "The log group does not exist, so its metric filters were not asked for.");
        }

        if (keys.IsEmpty)
        {
            return Without(group, described, "Rules of EventBridge hear of every change of the keys, so the metric filters were not asked for.");
        }

        var filters = await logs.FiltersAsync(session, group, cancellationToken);
        var matches = await Task.WhenAll((filters.Value?.Items ?? []).Select(filter => tester.TestAsync(session, group, filter, keys, cancellationToken)));
        var found = matches.SelectMany(entry => entry).ToImmutableArray();
        return new LogGroupEvidence
        {
            LogGroupArn = group.Arn,
            Group = described,
            Filters = filters,
            Matches = found,
            Alarms = await AlarmsAsync(session, group, filters.Value?.Items ?? [], found, cancellationToken),
        };
    }

    /// <summary>What is known of a log group whose ARN is none.</summary>
    public LogGroupEvidence Unnamed(string arn) => new()
    {
        LogGroupArn = arn,
        Group = logs.SkipGroup(arn, $"The trail names '{arn}' as its log group, which is not the ARN of one."),
        Filters = logs.SkipFilters(arn, $"The trail names '{arn}' as its log group, which is not the ARN of one."),
    };

    /// <summary>Asked only for the metrics of filters that match something.</summary>
    private async Task<ImmutableArray<Collected<MetricAlarms>>> AlarmsAsync(
        AccountSession session, LogGroupName group, ImmutableArray<MetricFilter> filters, ImmutableArray<Collected<MetricFilterMatches>> matches, CancellationToken cancellationToken)
    {
        var matching = matches.Select(entry => entry.Value).OfType<MetricFilterMatches>()
            .Where(entry => !entry.Matched.IsEmpty || !entry.Sometimes.IsEmpty)
            .Select(entry => entry.FilterName)
            .ToHashSet(StringComparer.Ordinal);
        var metrics = filters.Where(filter => matching.Contains(filter.Name))
            .SelectMany(filter => filter.Metrics.Select(metric => (Metric: metric, filter.HasDimensions)))
            .GroupBy(entry => entry.Metric)
            .OrderBy(metric => metric.Key.Namespace, StringComparer.Ordinal).ThenBy(metric => metric.Key.Name, StringComparer.Ordinal);
        return [.. await Task.WhenAll(metrics.Select(metric => metric.All(entry => entry.HasDimensions)
            ? Task.FromResult(alarms.Skip(group, metric.Key))
            : alarms.AlarmsAsync(session, group, metric.Key, cancellationToken)))];
    }

    private LogGroupEvidence Without(LogGroupName group, Collected<LogGroup> described, string cause) => new()
    {
        LogGroupArn = group.Arn,
        Group = described,
        Filters = logs.SkipFilters(group.Arn, cause),
    };
}
