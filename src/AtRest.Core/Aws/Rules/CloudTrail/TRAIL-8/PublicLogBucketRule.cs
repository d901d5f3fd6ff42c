using System.Collections.Immutable;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Evidence;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;
using AtRest.KeyPolicies;
using AtRest.KeyPolicies.Explaining;

namespace AtRest.Core.Aws.Rules.CloudTrail;

/// <summary>The record must not be public (https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html).</summary>
internal sealed class PublicLogBucketRule(RecordChoice choose) : RecordRule(PublicLogBucketRule.Judge, choose)
{
    public override RuleDescriptor Descriptor { get; } = new()
    {
        Id = "TRAIL-8",
        Title = "The CloudTrail log bucket is not public, and public access to it is blocked",
        Level = RuleLevel.Recommended,
        Severity = Severity.Medium,
        AppliesTo = EncryptionType.External.On(CloudProvider.Aws),
    };

    internal static Outcome Judge(RuleContext context, ClusterKey key, EventRecorder recorder)
    {
        if (recorder is not TrailRecorder trail)
        {
            return Outcome.NotApplicable($"The record is in the {recorder.Name}, which has no bucket.");
        }

        if (trail.Trail.S3BucketName is not { Length: > 0 } name)
        {
            return Outcome.Unknown($"AWS did not return the bucket of the {recorder.Name}.");
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
            return Failure(bucket, $"Bucket '{bucket.Bucket}' stores the log files, and its policy is public{Unless(blocks.RestrictPublicBuckets)}.") with
            {
                Severity = Severity.High,
                Consequence = "Depending on the bucket's policy, anyone can read or change the record of key use.",
                Remedy = "Block public access to the bucket immediately, then remove the public statements from its policy. CloudTrail can still write, because its statement is not public.",
            };
        }

        var off = settings.Where(setting => setting.IsOn == Ternary.No).Select(setting => setting.Name).ToList();
        if (off.Count > 0)
        {
            return Failure(bucket, $"Public access to bucket '{bucket.Bucket}', which stores the log files, is not fully blocked. Turned off for both the bucket and its account: {Listing.Of(off)}.{Now(isPublic)}");
        }

        return settings.All(setting => setting.IsOn == Ternary.Yes)
            ? Outcome.Pass($"Public access to bucket '{bucket.Bucket}', which stores the log files, is blocked by {By(settings)}.")
            : Outcome.Unknown($"Whether public access to bucket '{bucket.Bucket}', which stores the log files, is blocked could not be determined. {string.Join(' ', Doubts(bucket))}{Now(isPublic)}") with
            {
                Remedy = "Give the audit role of the account that owns the bucket permission to call s3:GetBucketPublicAccessBlock, s3:GetAccountPublicAccessBlock and s3:GetBucketPolicyStatus, then audit again.",
            };
    }

    private static Outcome Failure(LogBucketEvidence bucket, string message) => Outcome.Fail(message) with
    {
        Consequence = "A mistake in a policy or ACL can make the record of key use public.",
        Remedy = "Turn on all four Block Public Access settings of the bucket.",
        RemedyCode = BucketCommands.BlockPublicAccess(bucket.Bucket),
    };

    private static string By(ImmutableArray<PublicAccessSetting> settings) => (settings.All(setting => setting.Own == Ternary.Yes), settings.All(setting => setting.OfAccount == Ternary.Yes)) switch
    {
        (true, _) => "the settings of the bucket",
        (_, true) => "the settings of its account",
        _ => "the settings of the bucket and of its account together",
    };

    private static IEnumerable<string> Doubts(LogBucketEvidence bucket)
    {
        yield return bucket.PublicAccessBlock.TryGet(out _, out var own) ? "Some Block Public Access settings of the bucket are off."
            : own.Kind == AbsenceKind.NotFound ? "The bucket has no Block Public Access settings."
            : $"The Block Public Access settings of the bucket could not be read. {own.Cause}";
        if (bucket.AccountPublicAccessBlock?.Value is null)
        {
            yield return $"The Block Public Access settings of its account could not be read. {(bucket.AccountPublicAccessBlock?.Absence ?? Absence.NotCollected).Cause}";
        }
    }

    private static string Unless(PublicAccessSetting restricts) => (restricts.Own, restricts.OfAccount) switch
    {
        (Ternary.Unknown, Ternary.Unknown) => ", unless the bucket or its account restricts public buckets, which could not be read",
        (Ternary.Unknown, _) => ", unless the bucket itself restricts public buckets, which could not be read",
        (_, Ternary.Unknown) => ", unless its account restricts public buckets, which could not be read",
        _ => "",
    };

    /// <summary>A public policy that nothing restricts is judged before.</summary>
    private static string Now(bool? isPublic) => isPublic switch
    {
        true => " Its policy is public, but the bucket or its account restricts public buckets.",
        false => " Its policy is currently not public.",
        null => "",
    };
}
