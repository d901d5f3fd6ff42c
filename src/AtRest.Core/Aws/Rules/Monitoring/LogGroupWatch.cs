using System.Collections.Immutable;
using AtRest.Core.Audits;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Aws.Monitoring;
using AtRest.Core.Aws.Rules.CloudTrail;
using AtRest.Core.Evidence;
using AtRest.KeyPolicies;
using AtRest.KeyPolicies.Explaining;

namespace AtRest.Core.Aws.Rules.Monitoring;

/// <summary>The changes of a key that trigger an alarm with an action, through the metric filters of one log group.</summary>
internal sealed record LogGroupWatch
{
    public required LogGroupEvidence Group { get; init; }

    /// <summary>Filters with such an alarm, and the changes that each certainly matches.</summary>
    public required ImmutableArray<(MetricFilter Filter, ImmutableArray<string> Alarms, ImmutableArray<string> Calls)> Watching { get; init; }

    /// <summary>Why more changes may be covered.</summary>
    public required ImmutableArray<string> Doubts { get; init; }

    /// <summary>Why matching filters are not considered.</summary>
    public required ImmutableArray<string> Idle { get; init; }

    public required ImmutableArray<EvidenceReference> Evidence { get; init; }

    public string Name => Group.Group.Value?.Name ?? Group.LogGroupArn;

    public IEnumerable<string> Heard => Watching.SelectMany(filter => filter.Calls);

    /// <param name="index">The evidence.</param>
    /// <param name="logGroupArn">The log group.</param>
    /// <param name="watched">The key.</param>
    /// <param name="places">The log group as the place of each trail that writes to it.</param>
    public static LogGroupWatch Of(EvidenceIndex index, string logGroupArn, WatchedKey watched, ImmutableArray<LogGroupPlace> places)
    {
        var key = watched.Arn;
        var group = index.LogGroup(logGroupArn);
        var watching = ImmutableArray.CreateBuilder<(MetricFilter, ImmutableArray<string>, ImmutableArray<string>)>();
        var doubts = ImmutableArray.CreateBuilder<string>();
        var idle = ImmutableArray.CreateBuilder<string>();
        var matches = index.FilterMatches(logGroupArn, key).ToList();
        if (group.Group.Absence?.Kind == AbsenceKind.NotFound)
        {
            idle.Add($"Log group {group.LogGroupArn} does not exist.");
        }
        else if (LogGroupKey.Of(index, logGroupArn, [key]) is { } locked)
        {
            idle.Add(locked.Fault);
        }
        else if (places.All(place => place.Arrives == Ternary.No))
        {
            // A filter counts events only as they arrive (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/MonitoringLogData.html).
            idle.AddRange(places.Select(place => place.Arrival));
        }
        else if (!group.Filters.TryGet(out var filters, out var absence))
        {
            doubts.Add($"The metric filters of log group {group.LogGroupArn} could not be read. {absence.Cause}");
        }
        else
        {
            foreach (var filter in filters.Items)
            {
                var judged = Judge(watched, group, filter, matches.Find(entry => entry.Resource == $"{group.LogGroupArn} {filter.Name} {key.Value}"));
                doubts.AddRange(judged.Doubts);
                idle.AddRange(judged.Idle);
                if (!judged.Calls.IsEmpty && !judged.Alarms.IsEmpty)
                {
                    watching.Add((filter, judged.Alarms, judged.Calls));
                }
            }
        }

        return new LogGroupWatch
        {
            Group = group,
            Watching = watching.ToImmutable(),
            Doubts = doubts.ToImmutable(),
            Idle = idle.ToImmutable(),
            Evidence = [group.Group.Reference, group.Filters.Reference, .. matches.Select(entry => entry.Reference), .. group.Alarms.Select(alarms => alarms.Reference)],
        };
    }

    private static (ImmutableArray<string> Calls, ImmutableArray<string> Alarms, ImmutableArray<string> Doubts, ImmutableArray<string> Idle) Judge(
        WatchedKey watched, LogGroupEvidence group, MetricFilter filter, Collected<MetricFilterMatches>? tested)
    {
        Absence? absence = null;
        MetricFilterMatches? matches = null;
        if (tested?.TryGet(out matches, out absence) != true)
        {
            return ([], [], [$"Metric filter '{filter.Name}' could not be tested with sample events. {(absence ?? Absence.NotCollected).Cause}"], []);
        }

        var untested = watched.Changes.Except(matches!.Matched).Except(matches.Sometimes).Except(matches.Missed).ToList();
        if (untested.Count > 0)
        {
            return ([], [], [$"Metric filter '{filter.Name}' was not tested with {Listing.Of(untested)}."], []);
        }

        if (matches.Matched.IsEmpty && matches.Sometimes.IsEmpty)
        {
            return ([], [], [], []);
        }

        var read = filter.Metrics.Select(metric => group.AlarmsOn(metric)).ToList();
        var unread = read.Select(alarms => alarms is null ? Absence.NotCollected : alarms.Value is null ? alarms.Absence ?? Absence.NotCollected : null).OfType<Absence>().ToList();
        var acting = read.SelectMany(alarms => alarms?.Value?.Items ?? []).Where(alarm => alarm is { ActionsEnabled: true, AlarmActions.IsEmpty: false }).Select(alarm => alarm.Name)
            .Distinct(StringComparer.Ordinal).ToImmutableArray();
        if (acting.IsEmpty)
        {
            return unread.Count > 0
                ? ([], [], [$"The alarms on the metric of metric filter '{filter.Name}' could not be read. {unread[0].Cause}"], [])
                : ([], [], [], [Idleness(filter, [.. read.SelectMany(alarms => alarms!.Value!.Items)])]);
        }

        return (matches.Matched, acting, matches.Sometimes.IsEmpty ? [] : [$"Metric filter '{filter.Name}' matches {Listing.Of(matches.Sometimes)} only if the caller uses one form of the key's name, its ID or its ARN."], []);
    }

    private static string Idleness(MetricFilter filter, ImmutableArray<MetricAlarm> alarms) => alarms.IsEmpty
        ? $"Metric filter '{filter.Name}' matches changes, but no alarm uses its metric."
        : $"Metric filter '{filter.Name}' matches changes, but {(alarms.Length == 1 ? "the alarm" : "the alarms")} {Listing.UpTo(3, [.. alarms.Select(alarm => $"'{alarm.Name}'")])} on its metric {(alarms.Length == 1 ? "has" : "have")} no action.";
}
