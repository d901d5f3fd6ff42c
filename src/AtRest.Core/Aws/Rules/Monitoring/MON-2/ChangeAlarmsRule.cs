using System.Collections.Immutable;
using AtRest.Core.Aws.Rules.CloudTrail;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;
using AtRest.KeyPolicies.Explaining;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Core.Aws.Rules.Monitoring;

/// <summary>MON-2: where no rule of EventBridge tells of changes of the key, an alarm on a trail's log group does.</summary>
internal sealed class ChangeAlarmsRule : KeyRule
{
    public override RuleDescriptor Descriptor { get; } = new()
    {
        Id = "MON-2",
        Title = "Or else an alarm on the trail's log group tells somebody of changes of the key",
        Level = RuleLevel.Recommended,
        Severity = Severity.Low,
        AppliesTo = EncryptionType.External,
    };

    private const string NotExamined = "Not examined: the alarms' thresholds and periods, whether their actions reach anybody, and alarms that combine other alarms or calculate with several metrics.";

    protected override Outcome Evaluate(RuleContext context, ClusterKey key)
    {
        var events = ChangeEventsRule.Judge(context, key);
        if (events.Status == FindingStatus.Pass)
        {
            return Outcome.NotApplicable($"Rules of EventBridge tell of changes of the {key.Designation} (see MON-1), so no alarm is needed.") with { Evidence = events.Evidence };
        }

        var trails = WriteEventTrails.Of(context, key);
        var watches = Watches(context, key, trails.Sure);
        var maybe = Watches(context, key, trails.Possible);
        var outcome = Judge(key, trails, watches, maybe, events.Status);
        return outcome with { Evidence = [.. trails.Evidence, .. watches.Concat(maybe).SelectMany(watch => watch.Evidence)] };
    }

    private static Outcome Judge(ClusterKey key, WriteEventTrails trails, ImmutableArray<LogGroupWatch> watches, ImmutableArray<LogGroupWatch> maybe, FindingStatus events)
    {
        var unheard = ChangeEventsRule.Watched(key).Changes.Except(watches.SelectMany(watch => watch.Heard)).ToImmutableArray();
        if (unheard.IsEmpty)
        {
            return ChangeEventsRule.OriginUnread(key) ?? Outcome.Pass($"Alarms on the log group of a trail watch changes of the {key.Designation}: {Facts(watches)}. {NotExamined}");
        }

        var doubts = trails.Doubts.Concat(watches.Concat(maybe).SelectMany(watch => watch.Doubts)).Distinct(StringComparer.Ordinal).ToList();
        if (doubts.Count > 0)
        {
            return Outcome.Unknown($"Whether an alarm would tell of {ChangeEventsRule.InWords(unheard)} of the {key.Designation} could not be seen. {string.Join(' ', doubts)}") with
            {
                Remedy = "Let the audit role read the log group's filters and alarms (logs:DescribeLogGroups, logs:DescribeMetricFilters, logs:TestMetricFilter, cloudwatch:DescribeAlarmsForMetric), then audit again.",
            };
        }

        var silence = Silence(key, trails, watches, unheard);
        return events == FindingStatus.Fail
            ? silence
            : Outcome.Unknown($"{silence.Message} But whether it matters is not known: MON-1 could not be judged.");
    }

    private static Outcome Silence(ClusterKey key, WriteEventTrails trails, ImmutableArray<LogGroupWatch> watches, ImmutableArray<string> unheard)
    {
        var failure = Outcome.Fail("") with
        {
            Consequence = "Nothing that was examined tells anybody when the key is changed: neither EventBridge (see MON-1) nor an alarm.",
        };
        if (trails.Sure.IsEmpty)
        {
            return failure with
            {
                Message = $"No trail records changes of keys in {key.Arn.Region}, so there is no log group that an alarm could watch. {trails.Gap}",
                Remedy = "Do what MON-1 says: let a trail record the changes, and set up a rule of EventBridge. It is the shorter way.",
            };
        }

        if (watches.IsEmpty)
        {
            return failure with
            {
                Message = $"{Listing.Of([.. trails.Sure.Select(trail => $"The {trail.Name} writes to no log group")])}, so no alarm can watch changes of the {key.Designation}.",
                Remedy = "Set up the rule of MON-1: it is the shorter way. Or let the trail write to a log group of CloudWatch Logs too, and watch that.",
            };
        }

        var others = watches.All(watch => watch.Watching.IsEmpty) ? "" : $" What is watched: {Facts(watches)}.";
        var idle = string.Concat(watches.SelectMany(watch => watch.Idle).Distinct(StringComparer.Ordinal).Select(reason => $" {reason}"));
        var group = watches[0];
        return failure with
        {
            Message = $"No alarm with an action would tell of {ChangeEventsRule.InWords(unheard)} of the {key.Designation}: no metric filter with one on {Listing.Of([.. watches.Select(watch => $"log group '{watch.Name}'")])} matches.{others}{idle} Alarms that combine other alarms or calculate with several metrics were not examined.",
            Remedy = "Set up the rule of MON-1: it is the shorter way. Or create a metric filter on the log group and an alarm with an action. Replace YOUR-TOPIC-ARN.",
            RemedyCode = MonitoringRemedy.AlarmCommands(ChangeEventsRule.Watched(key), group.Name, Arn.TryParse(group.Group.LogGroupArn, out var arn) ? arn.Region : key.Arn.Region),
        };
    }

    private static string Facts(ImmutableArray<LogGroupWatch> watches) => Listing.Of([.. watches.SelectMany(watch => watch.Watching.Select(entry =>
        $"metric filter '{entry.Filter.Name}' of log group '{watch.Name}' with alarm {Listing.UpTo(3, [.. entry.Alarms.Select(alarm => $"'{alarm}'")])} matches {Listing.Of(entry.Calls)}"))]);

    private static ImmutableArray<LogGroupWatch> Watches(RuleContext context, ClusterKey key, ImmutableArray<TrailRecorder> trails) =>
        [.. trails.Select(trail => trail.Trail.CloudWatchLogsLogGroupArn).Where(arn => !string.IsNullOrEmpty(arn)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(arn => LogGroupWatch.Of(context.Evidence, arn!, ChangeEventsRule.Watched(key)))];
}
