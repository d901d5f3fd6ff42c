using AtRest.Core.Rules;
using AtRest.Core.Rules.CloudTrail;
using AtRest.KeyPolicies;

namespace AtRest.Core.Controls.Checks;

/// <summary>
/// The record of key use is kept for a number of days, and the last three months of it can be read at once (PCI DSS v4.0.1, requirement 10.5.1). TRAIL-3 answers the
/// first part, asked with these days instead of the audit's own.
/// </summary>
internal static class LogHistoryCheck
{
    /// <summary>Three months, rounded up.</summary>
    private const int RecentDays = 92;

    public static IEnumerable<Outcome> Of(RuleContext context, int days)
    {
        var asking = context.Keeping(days);
        var outcomes = new LogRetentionRule().Evaluate(asking).ToDictionary(outcome => outcome.Resource!, StringComparer.Ordinal);
        return context.Keys.DistinctBy(key => key.Arn.Value).Select(key => outcomes[key.Arn.Value] is { Status: FindingStatus.Pass } kept && Archived(asking, key) is { } archived
            ? archived with { Resource = kept.Resource }
            : outcomes[key.Arn.Value]);
    }

    /// <summary>Null if the recent files can be read at once. A file in an archive has to be restored first, which takes hours.</summary>
    private static Outcome? Archived(RuleContext context, ClusterKey key)
    {
        var best = BestRecord.Of(context, key, RecorderSet.Of(key.CloudTrail, context.Evidence.EventDataStores));
        foreach (var trail in best.Members.OfType<TrailRecorder>())
        {
            if (HasRecentLogGroup(context, trail) || trail.Trail.S3BucketName is not { Length: > 0 } name || !context.Evidence.LogBucket(name).Lifecycle.TryGet(out var lifecycle, out _))
            {
                continue;
            }

            var path = LogPath.Of(trail.Trail, key.Arn, context.AuditedAt.AddDays(-RecentDays));
            var early = lifecycle.Rules.FirstOrDefault(rule => rule.Enabled && rule.ArchivedAfterDays < RecentDays && path.Overlaps(rule.Prefix) != Ternary.No);
            if (early is { ArchivedAfterDays: { } after })
            {
                return Outcome.Fail($"Bucket '{name}' moves log files to an archive after {Wording.Days(after)}: the last three months cannot be read at once.");
            }
        }

        return null;
    }

    private static bool HasRecentLogGroup(RuleContext context, TrailRecorder trail) =>
        LogGroupPlace.Of(context, trail) is { Arrives: not Ternary.No } place
        && context.Evidence.LogGroup(place.Arn).Group.TryGet(out var group, out _)
        && (group.RetentionInDays ?? int.MaxValue) >= RecentDays;
}
