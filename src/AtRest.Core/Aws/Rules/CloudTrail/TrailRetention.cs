using AtRest.Core.Evidence;
using AtRest.Core.Rules;

namespace AtRest.Core.Aws.Rules.CloudTrail;

/// <summary>
/// For how long a trail's record is kept: in its bucket, or else in its log group. Both hold every event, so one place that keeps them long enough is
/// enough; it is unknown only if no place that was read suffices and one that was not read might.
/// </summary>
/// <param name="Outcome">What TRAIL-3 says.</param>
/// <param name="LogGroup">The log group, if it is what decides that the record is kept long enough.</param>
internal sealed record TrailRetention(Outcome Outcome, LogGroupPlace? LogGroup)
{
    /// <summary>For the rules about the trail's files, where TRAIL-3 rests on another place; else empty.</summary>
    public string Remark => LogGroup is null ? "" : $" This is about the trail's files; for the retention, its log group '{LogGroup.Name}' decides (see TRAIL-3).";

    public static TrailRetention Of(RuleContext context, ClusterKey key, TrailRecorder recorder)
    {
        var bucket = InBucket(context, key, recorder);
        if (bucket.Status == FindingStatus.Pass || LogGroupPlace.Of(context, recorder) is not { } place)
        {
            return new TrailRetention(bucket, null);
        }

        var group = place.Judge(context);
        var evidence = bucket.Evidence.AddRange(group.Evidence);
        var needed = Wording.Days(context.Parameters.RetentionDays);
        return (bucket.Status, group.Status) switch
        {
            (_, FindingStatus.Pass) => new TrailRetention(
                Outcome.Pass($"The record of the {recorder.Name} is kept long enough: {group.Message}. Asked for: {needed}. Its bucket alone would not do: {bucket.Message}") with { Evidence = evidence }, place),
            (FindingStatus.Fail, FindingStatus.Fail) => new TrailRetention(
                bucket with { Message = $"{bucket.Message} {group.Message}", Remedy = $"{bucket.Remedy} Or keep the events of log group '{place.Name}' for as long.", Evidence = evidence }, null),
            (FindingStatus.Fail, _) => new TrailRetention(
                Outcome.Unknown($"{bucket.Message} {group.Message}") with { Remedy = "Let the audit role read the log group (logs:DescribeLogGroups), or keep the files in the bucket longer.", Evidence = evidence }, null),
            _ => new TrailRetention(bucket with { Message = $"{bucket.Message} {group.Message}", Evidence = evidence }, null),
        };
    }

    private static Outcome InBucket(RuleContext context, ClusterKey key, TrailRecorder recorder)
    {
        if (recorder.Trail.S3BucketName is not { Length: > 0 } name)
        {
            return Outcome.Unknown($"AWS did not say to which bucket the {recorder.Name} writes.");
        }

        var needed = context.Parameters.RetentionDays;
        var bucket = context.Evidence.LogBucket(name);
        var estimate = BucketRetention.Of(bucket, LogPath.Of(recorder.Trail, key.Arn, context.AuditedAt.AddDays(-needed)), context.AuditedAt);
        var subject = $"The log files of the {recorder.Name} in bucket '{name}' are kept";
        var outcome = estimate switch
        {
            _ when bucket.Lifecycle.Absence?.Kind == AbsenceKind.NotFound => LogRetentionRule.Failure($"{subject} {RetentionEstimate.Words(estimate.AtMost)} only: {estimate.Ceiling}. Asked for: {Wording.Days(needed)}.") with
            {
                Remedy = $"Let the trail write to a bucket that you own: replace YOUR-LOG-BUCKET by its name; its policy must let CloudTrail write. Do not just wait: somebody else could create a bucket named '{name}' and receive your log files.{Owners.Remark(recorder.Arn, key.Arn.AccountId)}",
                RemedyCode = AwsCli.Command("cloudtrail", "update-trail", "--name", recorder.Arn, "--s3-bucket-name", "YOUR-LOG-BUCKET", "--region", recorder.Trail.HomeRegion),
            },
            _ when estimate.AtLeast >= needed => Outcome.Pass($"{subject} {RetentionEstimate.Words(estimate.AtLeast)}: {estimate.Floor}. Asked for: {Wording.Days(needed)}."),
            _ when estimate.AtMost < needed => LogRetentionRule.Failure($"{subject} {RetentionEstimate.Words(estimate.AtMost)} only: {estimate.Ceiling}. Asked for: {Wording.Days(needed)}.") with
            {
                Remedy = $"In the bucket's lifecycle rules, raise the expiration that limits the log files to at least {Wording.Days(needed)}: the first command saves the rules, then edit the file lifecycle.json, and the second command puts it back. "
                    + "It replaces all rules, so keep the others in the file.",
                RemedyCode = BucketCommands.EditLifecycle(name),
            },
            _ => Outcome.Unknown($"For how long the log files of the {recorder.Name} in bucket '{name}' are kept could not be seen: at least {Wording.Days(estimate.AtLeast)} are sure, {Wording.Days(needed)} are asked for. {estimate.Doubt}") with
            {
                Remedy = "Let the audit role read the bucket (s3:GetLifecycleConfiguration, GetBucketVersioning, GetBucketObjectLockConfiguration). If another account owns it, declare that account under aws.",
            },
        };
        return outcome with { Evidence = [bucket.Lifecycle.Reference, bucket.Versioning.Reference, bucket.ObjectLock.Reference] };
    }
}
