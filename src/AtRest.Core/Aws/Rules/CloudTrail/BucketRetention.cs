using AtRest.Core.Aws.Evidence;
using AtRest.Core.Evidence;
using AtRest.Core.Rules;
using AtRest.KeyPolicies;

namespace AtRest.Core.Aws.Rules.CloudTrail;

/// <summary>How long a bucket keeps the files of a path (https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html).</summary>
internal static class BucketRetention
{
    private const int DaysPerYear = 365;

    public static RetentionEstimate Of(LogBucketEvidence bucket, LogPath path, DateTimeOffset auditedAt)
    {
        var locked = LockedDays(bucket);
        if (!bucket.Lifecycle.TryGet(out var lifecycle, out var absence))
        {
            return absence.Kind == AbsenceKind.NotFound
                ? new RetentionEstimate(0, 0, "", "the bucket does not exist")
                : new RetentionEstimate(locked, RetentionEstimate.Forever, LockFloor(locked), "", $"The lifecycle rules of bucket '{bucket.Bucket}' could not be read. {absence.Cause}");
        }

        var rules = lifecycle.Rules.Where(rule => rule.Enabled).Select(rule => RuleReach.Of(rule, path)).Where(reach => reach.Applies != Ternary.No).ToList();
        var versioning = VersioningOf(bucket);
        var (floor, atLeast) = LifecycleLimit.Of(rules, auditedAt).Judge(isVersioned: versioning == Ternary.Yes);
        var (ceiling, atMost) = LifecycleLimit.Of(rules.Where(reach => reach.Applies == Ternary.Yes), auditedAt).Judge(isVersioned: versioning != Ternary.No);
        var lockUnread = !bucket.ObjectLock.TryGet(out _, out var lockAbsence) && versioning != Ternary.No;
        return new RetentionEstimate(
            Math.Max(atLeast, locked),
            lockUnread ? RetentionEstimate.Forever : Math.Max(atMost, locked),
            locked > atLeast ? LockFloor(locked) : floor,
            locked > atMost ? LockFloor(locked) : ceiling,
            string.Join(' ', Doubts(bucket, rules, versioning, lockUnread ? lockAbsence : null)));
    }

    private static string LockFloor(int days) => $"Object Lock keeps each file for {Wording.Days(days)}";

    private static IEnumerable<string> Doubts(LogBucketEvidence bucket, List<RuleReach> rules, Ternary versioning, Absence? lockAbsence)
    {
        foreach (var reach in rules.Where(reach => reach.Applies == Ternary.Unknown))
        {
            yield return reach.Doubt;
        }

        if (versioning == Ternary.Unknown)
        {
            yield return $"Whether bucket '{bucket.Bucket}' keeps old versions could not be seen. {(bucket.Versioning.Absence ?? Absence.NotCollected).Cause}";
        }

        if (lockAbsence is not null)
        {
            yield return $"The Object Lock of bucket '{bucket.Bucket}' could not be seen. {lockAbsence.Cause}";
        }
    }

    /// <summary>Suspended counts as never set: what is deleted then leaves no version behind.</summary>
    private static Ternary VersioningOf(LogBucketEvidence bucket) => bucket.Versioning.TryGet(out var versioning, out _)
        ? versioning.Status == "Enabled" ? Ternary.Yes : Ternary.No
        : Ternary.Unknown;

    private static int LockedDays(LogBucketEvidence bucket) => bucket.ObjectLock.TryGet(out var objectLock, out _) ? LockedDays(objectLock) ?? 0 : 0;

    /// <summary>For how many days each file is locked by default; null without a default retention.</summary>
    internal static int? LockedDays(BucketObjectLock objectLock) => objectLock is { Enabled: true, DefaultMode: not null }
        ? objectLock.DefaultRetentionDays ?? objectLock.DefaultRetentionYears * DaysPerYear
        : null;
}
