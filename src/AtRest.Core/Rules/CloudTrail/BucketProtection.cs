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

    public static BucketProtection AgainstDeletion(LogBucketEvidence bucket)
    {
        bucket.ObjectLock.TryGet(out var objectLock, out var lockAbsence);
        bucket.Versioning.TryGet(out var versioning, out var versioningAbsence);
        var (holds, fact) = (objectLock, versioning) switch
        {
            ({ Enabled: true, DefaultMode: { } mode }, _) => (Ternary.Yes, $"Object Lock ({mode}) protects them against deletion"),
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
            Remedy = "Turn on Object Lock with a default retention; it needs versioning.",
            Command = name => AwsCli.Command("s3api", "put-bucket-versioning", "--bucket", name, "--versioning-configuration", "Status=Enabled") + "\n"
                + AwsCli.Command("s3api", "put-object-lock-configuration", "--bucket", name, "--object-lock-configuration", """{"ObjectLockEnabled":"Enabled","Rule":{"DefaultRetention":{"Mode":"GOVERNANCE","Days":365}}}"""),
        };
    }
}
