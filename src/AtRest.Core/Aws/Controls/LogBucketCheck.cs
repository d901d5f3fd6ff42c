using AtRest.Core.Aws.Evidence;
using AtRest.Core.Aws.Rules.CloudTrail;
using AtRest.Core.Evidence;
using AtRest.Core.Rules;
using AtRest.KeyPolicies;

namespace AtRest.Core.Aws.Controls;

/// <summary>
/// Whether a bucket with log files is public, as AWS Config asks (https://docs.aws.amazon.com/config/latest/developerguide/cloudtrail-s3-bucket-public-access-prohibited.html).
/// TRAIL-8 asks for more: that it cannot become so by mistake.
/// </summary>
internal static class LogBucketCheck
{
    public static Outcome Of(RuleContext context, TrailRecorder trail)
    {
        if (trail.Trail.S3BucketName is not { Length: > 0 } name)
        {
            return Outcome.Unknown($"AWS did not say to which bucket the {trail.Name} writes.");
        }

        var bucket = context.Evidence.LogBucket(name);
        return bucket.Lifecycle.Absence?.Kind == AbsenceKind.NotFound
            ? Outcome.NotApplicable($"Bucket '{name}' of the {trail.Name} does not exist (see TRAIL-3).")
            : Judge(bucket);
    }

    private static Outcome Judge(LogBucketEvidence bucket)
    {
        var blocks = PublicAccessBlocks.Of(bucket);
        var (name, restricts, ignores) = (bucket.Bucket, blocks.RestrictPublicBuckets.IsOn, blocks.IgnorePublicAcls.IsOn);
        return (restricts, bucket.PolicyStatus?.Value?.IsPublic) switch
        {
            (Ternary.No, true) => Outcome.Fail($"The policy of bucket '{name}' is public, and neither the bucket nor its account restricts public buckets."),
            (Ternary.Unknown, true) => Outcome.Unknown($"The policy of bucket '{name}' is public. Whether the bucket or its account restricts public buckets could not be seen."),
            (not Ternary.Yes, null) => Outcome.Unknown($"Whether the policy of bucket '{name}' is public could not be seen."),
            _ when ignores == Ternary.Unknown => Outcome.Unknown($"The policy of bucket '{name}' does not make it public. Whether public ACLs are ignored could not be seen."),
            _ when ignores == Ternary.No => Outcome.NotApplicable(
                $"The policy of bucket '{name}' is not public{(restricts == Ternary.Yes ? " to others than its account" : "")}. But a public ACL would count, because IgnorePublicAcls is off, and AtRest does not read its ACL."),
            _ => Outcome.Pass($"Bucket '{name}' is not public: public ACLs are ignored, and {(restricts == Ternary.Yes ? "public policies are restricted" : "its policy is not public")}."),
        };
    }
}
