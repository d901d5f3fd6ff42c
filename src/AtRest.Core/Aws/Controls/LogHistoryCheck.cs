using AtRest.Core.Aws.Rules;
using AtRest.Core.Aws.Rules.CloudTrail;
using AtRest.Core.Evidence;
using AtRest.Core.Rules;
using AtRest.KeyPolicies;

namespace AtRest.Core.Aws.Controls;

/// <summary>
/// The record of key use is kept for a number of days, and the last three months of it can be read immediately (PCI DSS v4.0.1, requirement 10.5.1). TRAIL-3 judges the
/// first part, with these days instead of those of the audit.
/// </summary>
internal static class LogHistoryCheck
{
    /// <summary>Three months, rounded up.</summary>
    private const int RecentDays = 92;

    public static IEnumerable<Outcome> Of(RuleContext context, int days)
    {
        var asking = context.Keeping(days);
        var outcomes = new LogRetentionRule(BestRecord.Of).Evaluate(asking).ToDictionary(outcome => outcome.Resource!, StringComparer.Ordinal);
        return context.Keys.DistinctBy(key => key.Arn.Value).Select(key => outcomes[key.Arn.Value] is { Status: FindingStatus.Pass } kept && Archived(asking, key) is { } archived
            ? archived with { Resource = kept.Resource }
            : outcomes[key.Arn.Value]);
    }

    /// <summary>Null if the recent files can be read immediately. A file in an archive must first be restored, which takes hours.</summary>
    private static Outcome? Archived(RuleContext context, ClusterKey key)
    {
        var best = BestRecord.Of(context, key, KeyRecorders.Of(context, key));
        return best.Members.OfType<TrailRecorder>().Select(trail => Archived(context, key, trail)).Where(outcome => outcome is not null).MaxBy(outcome => outcome!.Status == FindingStatus.Fail);
    }

    private static Outcome? Archived(RuleContext context, ClusterKey key, TrailRecorder trail)
    {
        var inGroup = InLogGroup(context, trail);
        if (inGroup.Holds == Ternary.Yes || trail.Trail.S3BucketName is not { Length: > 0 } name)
        {
            return null;
        }

        if (!context.Evidence.LogBucket(name).Lifecycle.TryGet(out var lifecycle, out var absence))
        {
            return Outcome.Unknown($"Whether bucket '{name}' moves recent log files to an archive could not be determined. {absence.Cause}");
        }

        var path = LogPath.Of(trail.Trail, key.Arn, context.AuditedAt.AddDays(-RecentDays));
        var early = lifecycle.Rules.Where(rule => rule.Enabled && rule.ArchivedAfterDays < RecentDays)
            .Select(rule => (Rule: rule, Reach: RuleReach.OfArchiving(rule, path)))
            .Where(entry => entry.Reach.Applies != Ternary.No)
            .OrderByDescending(entry => entry.Reach.Applies)
            .ToList();
        if (early.Count == 0)
        {
            return null;
        }

        var (rule, reach) = early[0];
        var after = Wording.Days(rule.ArchivedAfterDays!.Value);
        return reach.Applies == Ternary.Unknown ? Outcome.Unknown($"Bucket '{name}' may move log files to an archive after {after}. {reach.Doubt}")
            : inGroup.Holds == Ternary.Unknown ? Outcome.Unknown($"Bucket '{name}' moves log files to an archive after {after}. {inGroup.Doubt}")
            : Outcome.Fail($"Bucket '{name}' moves log files to an archive after {after}, so the last three months cannot be read immediately.");
    }

    /// <summary>Whether the trail's log group contains the last three months, and if this is unknown, why.</summary>
    private static (Ternary Holds, string Doubt) InLogGroup(RuleContext context, TrailRecorder trail)
    {
        if (LogGroupPlace.Of(context, trail) is not { Arrives: not Ternary.No } place)
        {
            return (Ternary.No, "");
        }

        return context.Evidence.LogGroup(place.Arn).Group.TryGet(out var group, out var absence)
            ? ((group.RetentionInDays ?? int.MaxValue) >= RecentDays ? Ternary.Yes : Ternary.No, "")
            : absence.Kind == AbsenceKind.NotFound ? (Ternary.No, "")
            : (Ternary.Unknown, $"The retention of the log group '{place.Name}' could not be read. {absence.Cause}");
    }
}
