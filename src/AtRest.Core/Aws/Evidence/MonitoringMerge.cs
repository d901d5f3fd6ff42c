using System.Collections.Immutable;
using AtRest.Core.Evidence;
using AtRest.Core.Evidence.Merging;

namespace AtRest.Core.Aws.Evidence;

/// <summary>What was tested key by key in several batches, put together.</summary>
internal static class MonitoringMerge
{
    public static EventBridgeEvidence Of(ImmutableArray<EventBridgeEvidence> copies) => copies is [var only] ? only : copies[0] with
    {
        Rules = Copies.Best(copies.Select(copy => copy.Rules)),
        Targets = Copies.ByResource(copies.SelectMany(copy => copy.Targets)),
        Matches = Copies.ByResource(copies.SelectMany(copy => copy.Matches)),
    };

    public static LogGroupEvidence Of(ImmutableArray<LogGroupEvidence> copies)
    {
        if (copies is [var only])
        {
            return only;
        }

        var filters = Copies.Best(copies.Select(copy => copy.Filters));
        ImmutableArray<MetricFilter> items = filters.Value?.Items ?? [];
        return copies[0] with
        {
            Group = Copies.Best(copies.Select(copy => copy.Group)),
            Filters = filters,
            Matches = Matches(copies, items),
            Alarms = Alarms(copies, items),
        };
    }

    /// <summary>Filter by filter, and then by key.</summary>
    private static ImmutableArray<Collected<MetricFilterMatches>> Matches(ImmutableArray<LogGroupEvidence> copies, ImmutableArray<MetricFilter> filters)
    {
        var order = filters.Select((filter, index) => (filter.Name, index)).DistinctBy(entry => entry.Name).ToDictionary(entry => entry.Name, entry => entry.index, StringComparer.Ordinal);
        return [.. Copies.ByResource(copies.SelectMany(copy => copy.Matches))
            .OrderBy(entry => order.GetValueOrDefault(FilterOf(entry.Resource), int.MaxValue))
            .ThenBy(entry => AwsScope.KeyOf(entry.Resource), StringComparer.Ordinal)];
    }

    /// <summary>The middle of <c>GROUP-ARN FILTER-NAME KEY-ARN</c>; a filter's name may hold spaces, the ARNs have none.</summary>
    private static string FilterOf(string resource)
    {
        var (first, last) = (resource.IndexOf(' ', StringComparison.Ordinal), resource.LastIndexOf(' '));
        return last > first ? resource[(first + 1)..last] : resource;
    }

    /// <summary>By namespace and name of the metric.</summary>
    private static ImmutableArray<Collected<MetricAlarms>> Alarms(ImmutableArray<LogGroupEvidence> copies, ImmutableArray<MetricFilter> filters)
    {
        var order = filters.SelectMany(filter => filter.Metrics).Distinct()
            .OrderBy(metric => metric.Namespace, StringComparer.Ordinal).ThenBy(metric => metric.Name, StringComparer.Ordinal)
            .Select((metric, index) => (Metric: $"{metric.Namespace}/{metric.Name}", index))
            .DistinctBy(entry => entry.Metric)
            .ToDictionary(entry => entry.Metric, entry => entry.index, StringComparer.Ordinal);
        return [.. Copies.ByResource(copies.SelectMany(copy => copy.Alarms)).OrderBy(entry => order.GetValueOrDefault(entry.Resource[(entry.Resource.IndexOf(' ', StringComparison.Ordinal) + 1)..], int.MaxValue))];
    }
}
