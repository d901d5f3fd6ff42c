using System.Collections.Immutable;
using AtRest.Core.Aws.Monitoring;
using AtRest.Core.Aws.Rules;
using AtRest.Core.Aws.Rules.CloudTrail;
using AtRest.Core.Aws.Rules.Monitoring;
using AtRest.Core.Rules;
using AtRest.KeyPolicies;

namespace AtRest.Core.Aws.Controls;

/// <summary>Whether an alert is sent when a key is disabled or its deletion is scheduled: benchmarks require these two changes, while MON-1 and MON-2 require more.</summary>
internal static class DisablingChecks
{
    private static readonly ImmutableArray<string> Asked = [KeyChanges.DisableKey, KeyChanges.ScheduleKeyDeletion];

    private static WatchedKey Watched(ClusterKey key) => new(key.Arn, Asked);

    /// <summary>An EventBridge rule, or an alarm on a trail's log group.</summary>
    public static IEnumerable<Outcome> Watched(RuleContext context) => AwsKeyChecks.Each(context, key =>
    {
        var trails = WriteEventTrails.Of(context, key);
        var listeners = BusListeners.Of(context.Evidence, Watched(key));
        return !listeners.Unmatched.Intersect(Asked).Any() && trails.Exist == Ternary.Yes
            ? Outcome.Pass($"EventBridge rules match a disabled key and a scheduled deletion of the {key.Designation}.")
            : ByAlarm(context, key, [.. listeners.Doubts, .. trails.Doubts]);
    });

    /// <summary>A metric filter with an alarm, as Security Hub requires.</summary>
    public static IEnumerable<Outcome> Alarm(RuleContext context) => AwsKeyChecks.Each(context, key => ByAlarm(context, key, WriteEventTrails.Of(context, key).Doubts));

    private static Outcome ByAlarm(RuleContext context, ClusterKey key, IEnumerable<string> otherDoubts)
    {
        var trails = WriteEventTrails.Of(context, key);
        var watches = trails.Sure.Concat(trails.Possible).Select(trail => (IsSure: trails.Sure.Contains(trail), Place: LogGroupPlace.Of(context, trail)))
            .Where(entry => entry.Place is not null)
            .Select(entry => (entry.IsSure, Watch: LogGroupWatch.Of(context.Evidence, entry.Place!.Arn, Watched(key), [entry.Place])))
            .ToList();
        var heard = watches.Where(entry => entry.IsSure).SelectMany(entry => entry.Watch.Heard);
        if (!Asked.Except(heard).Any())
        {
            return Outcome.Pass($"An alarm on the log group of a trail reports a disabled key and a scheduled deletion of the {key.Designation}.");
        }

        var doubts = otherDoubts.Concat(watches.SelectMany(entry => entry.Watch.Doubts)).Distinct(StringComparer.Ordinal).ToList();
        return doubts.Count > 0
            ? Outcome.Unknown($"Whether an alert is sent when the {key.Designation} is disabled or its deletion is scheduled could not be determined. {string.Join(' ', doubts)}")
            : Outcome.Fail($"The control requires an alarm on a metric filter for a disabled key and a scheduled deletion. The {key.Designation} has no such alarm with an action.");
    }
}
