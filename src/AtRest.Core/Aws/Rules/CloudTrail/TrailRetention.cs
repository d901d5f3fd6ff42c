using AtRest.Core.Evidence;
using AtRest.Core.Rules;

namespace AtRest.Core.Aws.Rules.CloudTrail;

/// <summary>
/// The time for which a trail's record is kept, in its bucket or in its log group. Both contain every event, so one place that keeps them long enough is
/// enough. The result is unknown only if no place that was read is enough and one that could not be read may be.
/// </summary>
/// <param name="Outcome">The outcome of TRAIL-3.</param>
/// <param name="LogGroup">The log group, if only it keeps the record long enough.</param>
internal sealed record TrailRetention(Outcome Outcome, LogGroupPlace? LogGroup)
{
    /// <summary>A remark for the rules about the trail's files if TRAIL-3 passes by the log group; otherwise empty.</summary>
    public string Remark => LogGroup is null ? "" : $" This finding is about the trail's files. The retention is met by its log group '{LogGroup.Name}' (see TRAIL-3).";

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
                Outcome.Pass($"The record of the {recorder.Name} is kept long enough: {group.Message}. Required: {needed}. Its bucket alone is not enough: {bucket.Message}") with { Evidence = evidence }, place),
            (FindingStatus.Fail, FindingStatus.Fail) => new TrailRetention(
                bucket with { Message = $"{bucket.Message} {group.Message}", Remedy = $"{bucket.Remedy} Or keep the events of log group '{place.Name}' for that time.", Evidence = evidence }, null),
            (FindingStatus.Fail, _) => new TrailRetention(
                Outcome.Unknown($"{bucket.Message} {group.Message}") with { Remedy = "Give the audit role permission to read the log group (logs:DescribeLogGroups), or keep the files in the bucket longer.", Evidence = evidence }, null),
            _ => new TrailRetention(bucket with { Message = $"{bucket.Message} {group.Message}", Evidence = evidence }, null),
        };
    }

    private static Outcome InBucket(RuleContext context, ClusterKey key, TrailRecorder recorder)
    {
        if (recorder.Trail.S3BucketName is not { Length: > 0 } name)
        {
            return Outcome.Unknown($"AWS did not return the bucket of the {recorder.Name}.");
        }

        var needed = context.Parameters.RetentionDays;
        var bucket = context.Evidence.LogBucket(name);
        var estimate = BucketRetention.Of(bucket, LogPath.Of(recorder.Trail, key.Arn, context.AuditedAt.AddDays(-needed)), context.AuditedAt);
        var subject = $"The log files of the {recorder.Name} in bucket '{name}' are kept";
        var outcome = estimate switch
        {
            _ when bucket.Lifecycle.Absence?.Kind == AbsenceKind.NotFound => LogRetentionRule.Failure($"{subject} only {RetentionEstimate.Words(estimate.AtMost)}: {estimate.Ceiling}. Required: {Wording.Days(needed)}.") with
            {
                Remedy = $"Let the trail write to a bucket that you own, whose policy lets CloudTrail write. Replace YOUR-LOG-BUCKET with its name. Do this soon, because someone else could create a bucket named '{name}' and receive your log files.{Owners.Remark(recorder.Arn, key.Arn.AccountId)}",
                RemedyCode = AwsCli.Command("cloudtrail", "update-trail", "--name", recorder.Arn, "--s3-bucket-name", "YOUR-LOG-BUCKET", "--region", recorder.Trail.HomeRegion),
            },
            _ when estimate.AtLeast >= needed => Outcome.Pass($"{subject} {RetentionEstimate.Words(estimate.AtLeast)}: {estimate.Floor}. Required: {Wording.Days(needed)}."),
            _ when estimate.AtMost < needed => LogRetentionRule.Failure($"{subject} only {RetentionEstimate.Words(estimate.AtMost)}: {estimate.Ceiling}. Required: {Wording.Days(needed)}.") with
            {
                Remedy = $"In the bucket's lifecycle rules, raise the expiration that limits the log files to at least {Wording.Days(needed)}. The first command saves the rules. Edit the file lifecycle.json, then run the second command to put it back. "
                    + "The second command replaces all rules, so keep the others in the file.",
                RemedyCode = BucketCommands.EditLifecycle(name),
            },
            _ => Outcome.Unknown($"The retention of the log files of the {recorder.Name} in bucket '{name}' could not be determined. They are kept for at least {Wording.Days(estimate.AtLeast)}. Required: {Wording.Days(needed)}. {estimate.Doubt}") with
            {
                Remedy = "Give the audit role permission to read the bucket (s3:GetLifecycleConfiguration, GetBucketVersioning, GetBucketObjectLockConfiguration). If another account owns the bucket, declare that account under aws in the inventory.",
            },
        };
        return outcome with { Evidence = [bucket.Lifecycle.Reference, bucket.Versioning.Reference, bucket.ObjectLock.Reference] };
    }
}
