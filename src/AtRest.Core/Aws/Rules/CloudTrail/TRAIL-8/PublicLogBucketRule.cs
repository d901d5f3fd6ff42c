using System.Collections.Immutable;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Evidence;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;
using AtRest.KeyPolicies;
using AtRest.KeyPolicies.Explaining;

namespace AtRest.Core.Aws.Rules.CloudTrail;

/// <summary>The record must not be open to the world (https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html).</summary>
internal sealed class PublicLogBucketRule() : RecordRule(PublicLogBucketRule.Judge)
{
    public override RuleDescriptor Descriptor { get; } = new()
    {
        Id = "TRAIL-8",
        Title = "The log bucket is not public and cannot become so by mistake",
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

        return Judge(bucket) with
        {
            Evidence = [.. new EvidenceReference?[] { bucket.PublicAccessBlock.Reference, bucket.AccountPublicAccessBlock?.Reference, bucket.PolicyStatus?.Reference }.OfType<EvidenceReference>()],
        };
    }

    private static Outcome Judge(LogBucketEvidence bucket)
    {
        var blocks = PublicAccessBlocks.Of(bucket);
        var settings = blocks.All;
        var restricts = blocks.RestrictPublicBuckets.IsOn;
        var isPublic = bucket.PolicyStatus?.Value?.IsPublic;
        if (isPublic == true && restricts != Ternary.Yes)
        {
            return Failure(bucket, $"Bucket '{bucket.Bucket}' holds the log files, and its policy is public{(restricts == Ternary.No ? "" : ", unless its account restricts public buckets, which could not be seen")}.") with
            {
                Severity = Severity.High,
                Consequence = "Anyone may read the record of key use, or change it, as the bucket's policy allows.",
                Remedy = "Block public access to the bucket at once, then remove the statements for everybody from its policy. CloudTrail goes on writing: its statement is not public.",
            };
        }

        var off = settings.Where(setting => setting.IsOn == Ternary.No).Select(setting => setting.Name).ToList();
        if (off.Count > 0)
        {
            return Failure(bucket, $"Public access to bucket '{bucket.Bucket}', which holds the log files, is not fully blocked: {Listing.Of(off)} off, by the bucket and by its account.{Now(isPublic)}");
        }

        return settings.All(setting => setting.IsOn == Ternary.Yes)
            ? Outcome.Pass($"Public access to bucket '{bucket.Bucket}', which holds the log files, is blocked by {By(settings)}.")
            : Outcome.Unknown($"Whether public access to bucket '{bucket.Bucket}', which holds the log files, is blocked could not be seen. {string.Join(' ', Doubts(bucket))}{Now(isPublic)}") with
            {
                Remedy = "Let the audit role of the account that owns the bucket call s3:GetBucketPublicAccessBlock, s3:GetAccountPublicAccessBlock and s3:GetBucketPolicyStatus, then audit again.",
            };
    }

    private static Outcome Failure(LogBucketEvidence bucket, string message) => Outcome.Fail(message) with
    {
        Consequence = "A careless policy or ACL can open the record of key use to everybody.",
        Remedy = "Turn on all four settings of the bucket's public access block.",
        RemedyCode = BucketCommands.BlockPublicAccess(bucket.Bucket),
    };

    private static string By(ImmutableArray<PublicAccessSetting> settings) => (settings.All(setting => setting.Own == Ternary.Yes), settings.All(setting => setting.OfAccount == Ternary.Yes)) switch
    {
        (true, _) => "the bucket's own settings",
        (_, true) => "the settings of its account",
        _ => "the settings of the bucket and of its account together",
    };

    private static IEnumerable<string> Doubts(LogBucketEvidence bucket)
    {
        yield return bucket.PublicAccessBlock.TryGet(out _, out var own) ? "The bucket's own block leaves some settings off."
            : own.Kind == AbsenceKind.NotFound ? "The bucket has no block of its own."
            : $"The bucket's own block could not be read. {own.Cause}";
        if (bucket.AccountPublicAccessBlock?.Value is null)
        {
            yield return $"Its account's block could not be read. {(bucket.AccountPublicAccessBlock?.Absence ?? Absence.NotCollected).Cause}";
        }
    }

    private static string Now(bool? isPublic) => isPublic == false ? " Its policy is not public now." : "";
}
