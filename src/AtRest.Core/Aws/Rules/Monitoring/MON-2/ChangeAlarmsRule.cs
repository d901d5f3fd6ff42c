using System.Collections.Immutable;
using AtRest.Core.Aws.Rules.CloudTrail;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;
using AtRest.KeyPolicies.Explaining;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Core.Aws.Rules.Monitoring;

/// <summary>MON-2: if no EventBridge rule reports changes to the key, an alarm on a trail's log group does.</summary>
internal sealed class ChangeAlarmsRule : KeyRule
{
    public override RuleDescriptor Descriptor { get; } = new()
    {
        Id = "MON-2",
        Title = "If no EventBridge rule reports changes to the KMS key, an alarm on the trail's log group does",
        Level = RuleLevel.Recommended,
        Severity = Severity.Low,
        AppliesTo = EncryptionType.External.On(CloudProvider.Aws),
    };

    private const string NotExamined = "Not checked: the thresholds and periods of the alarms, whether their actions reach a person, composite alarms, and alarms on metric math.";

    protected override Outcome Evaluate(RuleContext context, ClusterKey key)
    {
        var events = ChangeEventsRule.Judge(context, key);
        if (events.Status == FindingStatus.Pass)
        {
            return Outcome.NotApplicable($"EventBridge reports changes to the {key.Designation} (see MON-1), so no alarm is needed.") with { Evidence = events.Evidence };
        }

        var trails = WriteEventTrails.Of(context, key);
        var watches = Watches(context, key, trails.Sure);
        var maybe = Watches(context, key, trails.Possible);
        var outcome = Judge(key, trails, watches, maybe, events.Status);
        return outcome with { Evidence = [.. trails.Evidence, .. watches.Concat(maybe).SelectMany(watch => watch.Evidence)] };
    }

    private static Outcome Judge(ClusterKey key, WriteEventTrails trails, ImmutableArray<LogGroupWatch> watches, ImmutableArray<LogGroupWatch> maybe, FindingStatus events)
    {
        var unmatched = ChangeEventsRule.Watched(key).Changes.Except(watches.SelectMany(watch => watch.Heard)).ToImmutableArray();
        if (unmatched.IsEmpty)
        {
            return ChangeEventsRule.OriginUnread(key) ?? Outcome.Pass($"Alarms on the log group of a trail report changes to the {key.Designation}: {Facts(watches)}. {NotExamined}");
        }

        var doubts = trails.Doubts.Concat(watches.Concat(maybe).SelectMany(watch => watch.Doubts)).Distinct(StringComparer.Ordinal).ToList();
        if (doubts.Count > 0)
        {
            return Outcome.Unknown($"Whether an alarm reports all changes to the {key.Designation} could not be determined. Not covered by what was read: {ChangeEventsRule.InWords(unmatched)}. {string.Join(' ', doubts)}") with
            {
                Remedy = "Give the audit role permission to read the filters and alarms of the log group (logs:DescribeLogGroups, logs:DescribeMetricFilters, logs:TestMetricFilter, cloudwatch:DescribeAlarmsForMetric), then audit again.",
            };
        }

        var noAlert = NoAlert(key, trails, watches, unmatched);
        return events == FindingStatus.Fail
            ? noAlert
            : Outcome.Unknown($"{noAlert.Message} Whether an alarm is needed could not be determined, because MON-1 could not be judged.");
    }

    private static Outcome NoAlert(ClusterKey key, WriteEventTrails trails, ImmutableArray<LogGroupWatch> watches, ImmutableArray<string> unmatched)
    {
        var failure = Outcome.Fail("") with
        {
            Consequence = "No alert is sent when the key changes, neither by EventBridge (see MON-1) nor by an alarm.",
        };
        if (trails.Sure.IsEmpty)
        {
            return failure with
            {
                Message = $"No trail records changes to keys in {key.Arn.Region}, so there is no log group for an alarm. {trails.Gap}",
                Remedy = "Follow the remedy of MON-1: let a trail record the changes, and create an EventBridge rule. This takes the fewest steps.",
            };
        }

        if (watches.IsEmpty)
        {
            return failure with
            {
                Message = $"{Listing.Of([.. trails.Sure.Select(trail => $"The {trail.Name} does not write to a log group")])}, so no alarm can report changes to the {key.Designation}.",
                Remedy = "Create the EventBridge rule of MON-1, which takes the fewest steps. Or let the trail also write to a log group in CloudWatch Logs, with a metric filter and an alarm.",
            };
        }

        var others = watches.All(watch => watch.Watching.IsEmpty) ? "" : $" Covered: {Facts(watches)}.";
        var idle = string.Concat(watches.SelectMany(watch => watch.Idle).Distinct(StringComparer.Ordinal).Select(reason => $" {reason}"));
        var group = watches[0];
        return failure with
        {
            Message = $"No alarm with an action reports these changes to the {key.Designation}: {ChangeEventsRule.InWords(unmatched)}. Checked: the metric filters of {Listing.Of([.. watches.Select(watch => $"log group '{watch.Name}'")])}.{others}{idle} Composite alarms and alarms on metric math were not checked.",
            Remedy = "Create the EventBridge rule of MON-1, which takes the fewest steps. Or create a metric filter on the log group and an alarm with an action. Replace YOUR-TOPIC-ARN.",
            RemedyCode = MonitoringRemedy.AlarmCommands(ChangeEventsRule.Watched(key), group.Name, Arn.TryParse(group.Group.LogGroupArn, out var arn) ? arn.Region : key.Arn.Region),
        };
    }

    private static string Facts(ImmutableArray<LogGroupWatch> watches) => Listing.Of([.. watches.SelectMany(watch => watch.Watching.Select(entry =>
        $"metric filter '{entry.Filter.Name}' of log group '{watch.Name}' with alarm {Listing.UpTo(3, [.. entry.Alarms.Select(alarm => $"'{alarm}'")])} matches {Listing.Of(entry.Calls)}"))]);

    private static ImmutableArray<LogGroupWatch> Watches(RuleContext context, ClusterKey key, ImmutableArray<TrailRecorder> trails) =>
        [.. trails.Select(trail => LogGroupPlace.Of(context, trail)).OfType<LogGroupPlace>().GroupBy(place => place.Arn, StringComparer.Ordinal).OrderBy(places => places.Key, StringComparer.Ordinal)
            .Select(places => LogGroupWatch.Of(context.Evidence, places.Key, ChangeEventsRule.Watched(key), [.. places]))];
}
