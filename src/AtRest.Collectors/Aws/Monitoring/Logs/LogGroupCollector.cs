using System.Collections.Immutable;
using AtRest.Collectors.Aws.Accounts;
using AtRest.Collectors.Aws.Monitoring.Alarms;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Aws.Monitoring;
using AtRest.Core.Evidence;

namespace AtRest.Collectors.Aws.Monitoring.Logs;

/// <summary>Reads a trail's log group: its retention, and whether its metric filters and alarms report changes of keys.</summary>
internal sealed class LogGroupCollector(LogGroupReader logs, MetricFilterTester tester, AlarmReader alarms)
{
    /// <summary>Reads a log group at once, and its metric filters when it is known whether any key needs them.</summary>
    /// <param name="session">The session for its account.</param>
    /// <param name="group">The log group.</param>
    /// <param name="keys">The keys with changes that no EventBridge rule matches.</param>
    /// <param name="cancellationToken">The audit's.</param>
    public async Task<LogGroupEvidence> CollectAsync(AccountSession session, LogGroupName group, Task<ImmutableArray<WatchedKey>> keys, CancellationToken cancellationToken)
    {
        var described = await logs.GroupAsync(session, group, cancellationToken);
        if (described.Absence?.Kind == AbsenceKind.NotFound)
        {
            return Without(group, described, "The log group does not exist, so AtRest did not read its metric filters.");
        }

        var unheard = await keys;
        if (unheard.IsEmpty)
        {
            return Without(group, described, "EventBridge rules match every change of the keys, so AtRest did not read the metric filters.");
        }

        var filters = await logs.FiltersAsync(session, group, cancellationToken);
        var matches = await Task.WhenAll((filters.Value?.Items ?? []).Select(filter => tester.TestAsync(session, group, filter, unheard, cancellationToken)));
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

    /// <summary>The evidence for a log group with an invalid ARN.</summary>
    public LogGroupEvidence Unnamed(string arn) => new()
    {
        LogGroupArn = arn,
        Group = logs.SkipGroup(arn, $"The trail names '{arn}' as its log group, which is not the ARN of a log group."),
        Filters = logs.SkipFilters(arn, $"The trail names '{arn}' as its log group, which is not the ARN of a log group."),
    };

    /// <summary>Reads the alarms on the metrics of filters that match at least one sample.</summary>
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
