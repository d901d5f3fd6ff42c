using AtRest.Core.Evidence;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;
using AtRest.KeyPolicies;

namespace AtRest.Core.Aws.Rules.CloudTrail;

/// <summary>The record must not be easy to delete (https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html).</summary>
internal sealed class LogBucketRule() : RecordRule(LogBucketRule.Judge)
{
    public override RuleDescriptor Descriptor { get; } = new()
    {
        Id = "TRAIL-5",
        Title = "The record is protected against deletion",
        Level = RuleLevel.Recommended,
        Severity = Severity.Medium,
        AppliesTo = EncryptionType.External,
    };

    internal static Outcome Judge(RuleContext context, ClusterKey key, EventRecorder recorder)
    {
        if (recorder is StoreRecorder store)
        {
            return Judge(key, store);
        }

        var trail = (TrailRecorder)recorder;

        if (trail.Trail.S3BucketName is not { Length: > 0 } name)
        {
            return Outcome.Unknown($"AWS did not say to which bucket the {recorder.Name} writes.");
        }

        var bucket = context.Evidence.LogBucket(name);
        if (bucket.Lifecycle.Absence?.Kind == AbsenceKind.NotFound)
        {
            return Outcome.NotApplicable($"Bucket '{name}' of the {recorder.Name} does not exist (see TRAIL-3).") with { Evidence = [bucket.Lifecycle.Reference] };
        }

        var outcome = Judge(name, BucketProtection.AgainstDeletion(bucket, context.Parameters.RetentionDays));
        return outcome with
        {
            Message = outcome.Message + TrailRetention.Of(context, key, trail).Remark,
            Evidence = [bucket.ObjectLock.Reference, bucket.Versioning.Reference],
        };
    }

    private static Outcome Judge(string bucket, BucketProtection deletion)
    {
        var facts = $"Bucket '{bucket}' holds the log files: {deletion.Fact}.";
        return deletion.Holds switch
        {
            Ternary.Yes => Outcome.Pass(facts),
            Ternary.No => Outcome.Fail(facts) with { Consequence = deletion.Danger, Remedy = deletion.Remedy, RemedyCode = deletion.Command(bucket) },
            _ => Outcome.Unknown(facts),
        };
    }

    /// <summary>The events of an event data store cannot be changed, but the store can be deleted with all of them, unless termination protection is on (https://docs.aws.amazon.com/awscloudtrail/latest/userguide/query-eds-termination-protection.html).</summary>
    private static Outcome Judge(ClusterKey key, StoreRecorder recorder) => recorder.Store.TerminationProtectionEnabled
        ? Outcome.Pass($"Termination protection of the {recorder.Name} is on: it cannot be deleted before somebody turns that off.")
        : Outcome.Fail($"Termination protection of the {recorder.Name} is off.") with
        {
            Consequence = "A single call deletes the event data store, and with it all traces of a misuse.",
            Remedy = "Turn termination protection on.",
            RemedyCode = AwsCli.Command("cloudtrail", "update-event-data-store", "--event-data-store", recorder.Arn, "--termination-protection-enabled", "--region", recorder.HomeRegion ?? key.Arn.Region),
        };
}
