using AtRest.Core.Evidence;
using AtRest.Core.Inventory;
using AtRest.KeyPolicies;

namespace AtRest.Core.Rules.CloudTrail;

/// <summary>The record must not be open to the world, nor easy to delete (https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html).</summary>
internal sealed class LogBucketRule() : RecordRule(LogBucketRule.Judge)
{
    public override RuleDescriptor Descriptor { get; } = new()
    {
        Id = "TRAIL-5",
        Title = "The log bucket blocks public access and protects against deletion",
        Level = RuleLevel.Recommended,
        Severity = Severity.Medium,
        AppliesTo = EncryptionType.External,
    };

    internal static Outcome Judge(RuleContext context, ClusterKey key, EventRecorder recorder)
    {
        if (recorder is not TrailRecorder trail)
        {
            return Outcome.NotApplicable($"The record rests on the {recorder.Name}, which has no bucket.");
        }

        if (trail.Trail.S3BucketName is not { Length: > 0 } name)
        {
            return Outcome.Unknown($"AWS did not say to which bucket the {recorder.Name} writes.");
        }

        var bucket = context.Evidence.LogBucket(name);
        if (bucket.Lifecycle.Absence?.Kind == AbsenceKind.NotFound)
        {
            return Outcome.NotApplicable($"Bucket '{name}' of the {recorder.Name} does not exist (see TRAIL-3).") with { Evidence = [bucket.Lifecycle.Reference] };
        }

        var outcome = Judge(name, BucketProtection.AgainstPublicAccess(bucket), BucketProtection.AgainstDeletion(bucket, context.Parameters.RetentionDays));
        return outcome with
        {
            Message = outcome.Message + TrailRetention.Of(context, key, trail).Remark,
            Evidence = [bucket.PublicAccessBlock.Reference, bucket.ObjectLock.Reference, bucket.Versioning.Reference],
        };
    }

    private static Outcome Judge(string bucket, BucketProtection access, BucketProtection deletion)
    {
        var facts = $"Bucket '{bucket}' holds the log files: {access.Fact}; {deletion.Fact}.";
        if (access.Holds == Ternary.No || deletion.Holds == Ternary.No)
        {
            BucketProtection[] lacking = [.. new[] { access, deletion }.Where(protection => protection.Holds == Ternary.No)];
            return Outcome.Fail(facts) with
            {
                Consequence = $"{string.Join(' ', lacking.Select(protection => protection.Danger))}",
                Remedy = string.Join(' ', lacking.Select(protection => protection.Remedy)),
                RemedyCode = string.Join('\n', lacking.Select(protection => protection.Command(bucket))),
            };
        }

        return access.Holds == Ternary.Yes && deletion.Holds == Ternary.Yes ? Outcome.Pass(facts) : Outcome.Unknown(facts);
    }
}
