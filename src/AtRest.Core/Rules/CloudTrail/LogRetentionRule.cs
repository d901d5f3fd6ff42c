using AtRest.Core.Inventory;

namespace AtRest.Core.Rules.CloudTrail;

/// <summary>Camunda asks for logs beyond 90 days (https://docs.camunda.io/docs/components/saas/byok/faq-and-troubleshooting/).</summary>
internal sealed class LogRetentionRule() : RecordRule(LogRetentionRule.Judge)
{
    public override RuleDescriptor Descriptor { get; } = new()
    {
        Id = "TRAIL-3",
        Title = "The record of key use is kept long enough",
        Level = RuleLevel.Required,
        Severity = Severity.Medium,
        AppliesTo = EncryptionType.External,
    };

    internal static Outcome Judge(RuleContext context, ClusterKey key, EventRecorder recorder) => recorder switch
    {
        TrailRecorder trail => Judge(context, key, trail),
        StoreRecorder store => Judge(context, key, store),
        _ => throw new InvalidOperationException($"No retention is known for {recorder.GetType().Name}."),
    };

    private static Outcome Judge(RuleContext context, ClusterKey key, TrailRecorder recorder)
    {
        if (recorder.Trail.S3BucketName is not { Length: > 0 } name)
        {
            return Outcome.Unknown($"AWS did not say to which bucket the {recorder.Name} writes.");
        }

        var needed = context.Parameters.RetentionDays;
        var bucket = context.Evidence.LogBucket(name);
        var estimate = BucketRetention.Of(bucket, LogPath.Of(recorder.Trail, key.Arn), context.AuditedAt);
        var subject = $"The log files of the {recorder.Name} in bucket '{name}' are kept";
        var outcome = estimate switch
        {
            _ when estimate.AtLeast >= needed => Outcome.Pass($"{subject} {RetentionEstimate.Words(estimate.AtLeast)}: {estimate.Floor}. Asked for: {Wording.Days(needed)}."),
            _ when estimate.AtMost < needed => Failure($"{subject} {RetentionEstimate.Words(estimate.AtMost)} only: {estimate.Ceiling}. Asked for: {Wording.Days(needed)}.") with
            {
                Remedy = $"In the bucket's lifecycle rules, raise the expiration that limits the log files to at least {Wording.Days(needed)}: save the rules, edit the file, put it back.",
                RemedyCode = AwsCli.Command("s3api", "get-bucket-lifecycle-configuration", "--bucket", name) + " > lifecycle.json\n"
                    + AwsCli.Command("s3api", "put-bucket-lifecycle-configuration", "--bucket", name, "--lifecycle-configuration", "file://lifecycle.json"),
            },
            _ => Outcome.Unknown($"For how long the log files of the {recorder.Name} in bucket '{name}' are kept could not be seen: at least {Wording.Days(estimate.AtLeast)} are sure, {Wording.Days(needed)} are asked for. {estimate.Doubt}") with
            {
                Remedy = "Let the audit role read the bucket (s3:GetLifecycleConfiguration, GetBucketVersioning, GetBucketObjectLockConfiguration). If another account owns it, declare that account under aws.",
            },
        };
        return outcome with { Evidence = [bucket.Lifecycle.Reference, bucket.Versioning.Reference, bucket.ObjectLock.Reference] };
    }

    private static Outcome Judge(RuleContext context, ClusterKey key, StoreRecorder recorder)
    {
        var needed = context.Parameters.RetentionDays;
        return recorder.Store.RetentionPeriodInDays switch
        {
            null => Outcome.Unknown($"AWS did not say for how long the {recorder.Name} keeps its events."),
            { } days when days >= needed => Outcome.Pass($"The {recorder.Name} keeps its events for {Wording.Days(days)}. Asked for: {Wording.Days(needed)}."),
            { } days => Failure($"The {recorder.Name} keeps its events for {Wording.Days(days)} only. Asked for: {Wording.Days(needed)}.") with
            {
                Remedy = "Raise the retention period of the event data store.",
                RemedyCode = AwsCli.Command("cloudtrail", "update-event-data-store", "--event-data-store", recorder.Arn, "--retention-period", $"{needed}", "--region", key.Arn.Region),
            },
        };
    }

    private static Outcome Failure(string message) => Outcome.Fail(message) with
    {
        Consequence = "What happened to the key earlier cannot be shown: not who used it, not who changed it. Camunda asks for logs stored beyond 90 days.",
    };
}
