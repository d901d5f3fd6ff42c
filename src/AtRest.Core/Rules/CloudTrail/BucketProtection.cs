using AtRest.Core.Evidence;
using AtRest.KeyPolicies;

namespace AtRest.Core.Rules.CloudTrail;

/// <summary>Whether a log bucket is protected in one respect, and what to say about it.</summary>
internal sealed record BucketProtection
{
    public required Ternary Holds { get; init; }

    /// <summary>What was seen, or why nothing was, as a part of a sentence.</summary>
    public required string Fact { get; init; }

    public required string Danger { get; init; }

    public required string Remedy { get; init; }

    /// <summary>The command that mends it, given the bucket's name.</summary>
    public required Func<string, string> Command { get; init; }

    /// <param name="bucket">The bucket.</param>
    /// <param name="days">For how long the record must be kept.</param>
    public static BucketProtection AgainstDeletion(LogBucketEvidence bucket, int days)
    {
        bucket.ObjectLock.TryGet(out var objectLock, out var lockAbsence);
        bucket.Versioning.TryGet(out var versioning, out var versioningAbsence);
        var (holds, fact) = (objectLock, versioning) switch
        {
            ({ Enabled: true, DefaultMode: { } mode }, _) => (Ternary.Yes, $"Object Lock ({mode}{(objectLock.DefaultRetentionDays is { } locked ? $", {Wording.Days(locked)} by default" : "")}) protects them against deletion"),
            (_, { Status: "Enabled", MfaDelete: true }) => (Ternary.Yes, "versioning with MFA delete protects them against deletion"),
            ({ Enabled: true }, _) => (Ternary.Unknown, "Object Lock is on, but without a default retention: whether each file is locked by itself cannot be seen"),
            (null, _) => (Ternary.Unknown, $"its Object Lock could not be read ({lockAbsence!.Cause})"),
            (_, null) => (Ternary.Unknown, $"it has no Object Lock, and its versioning could not be read ({versioningAbsence!.Cause})"),
            _ => (Ternary.No, "nothing protects them against deletion (no Object Lock, no versioning with MFA delete)"),
        };
        return new BucketProtection
        {
            Holds = holds,
            Fact = fact,
            Danger = "Whoever may delete files in the bucket can wipe out the traces of a misuse.",
            Remedy = $"Before you turn on Object Lock, know what it means: it can never be switched off again, nor can versioning be suspended any more. {Locked(days)} "
                + "If the bucket serves other purposes as well, first let the trail write to a bucket of its own. "
                + $"Then turn on Object Lock, which needs versioning, with a default retention of {Wording.Days(days)}. "
                + "Or, without Object Lock, turn on MFA delete, which only the root user of the bucket's account can do.",
            Command = name => BucketCommands.LockObjects(name, days),
        };
    }

    /// <summary>https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html and, for AWS Config, https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-config-deliverychannel.html.</summary>
    private static string Locked(int days) =>
        $"Every file that is written from then on, by whatever service, is kept and paid for at least {Wording.Days(days)}: only principals with s3:BypassGovernanceRetention can delete it earlier. "
        + "What lifecycle rules delete remains as an old version until a rule for old versions deletes that. The bucket can no longer receive S3 server access logs or the deliveries of AWS Config.";
}
