using AtRest.Core.Aws.Evidence;
using AtRest.Core.Rules;
using AtRest.KeyPolicies;

namespace AtRest.Core.Aws.Rules.CloudTrail;

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
    /// <param name="days">For how long the record must be kept. A lock that ends before protects it for a part of that time only.</param>
    public static BucketProtection AgainstDeletion(LogBucketEvidence bucket, int days)
    {
        bucket.ObjectLock.TryGet(out var objectLock, out var lockAbsence);
        bucket.Versioning.TryGet(out var versioning, out var versioningAbsence);
        var locked = objectLock is null ? null : BucketRetention.LockedDays(objectLock);
        var isShort = locked < days;
        var (holds, fact) = (objectLock, versioning) switch
        {
            _ when locked >= days => (Ternary.Yes, $"Object Lock ({objectLock!.DefaultMode}, {Period(objectLock)} by default) protects them against deletion"),
            (_, { Status: "Enabled", MfaDelete: true }) => (Ternary.Yes, "versioning with MFA delete protects them against deletion"),
            ({ Enabled: true, DefaultMode: null }, _) => (Ternary.Unknown, "Object Lock is on, but without a default retention: whether each file is locked by itself cannot be seen"),
            ({ Enabled: true }, _) when locked is null => (Ternary.Unknown, "Object Lock is on, but AWS did not say for how long it protects each file"),
            (null, _) => (Ternary.Unknown, $"its Object Lock could not be read ({lockAbsence!.Cause})"),
            (_, null) when isShort => (Ternary.Unknown, $"{Short(objectLock, days)}, and its versioning could not be read ({versioningAbsence!.Cause})"),
            (_, null) => (Ternary.Unknown, $"it has no Object Lock, and its versioning could not be read ({versioningAbsence!.Cause})"),
            _ when isShort => (Ternary.No, $"{Short(objectLock, days)} (and no versioning with MFA delete)"),
            _ => (Ternary.No, "nothing protects them against deletion (no Object Lock, no versioning with MFA delete)"),
        };
        return new BucketProtection
        {
            Holds = holds,
            Fact = fact,
            Danger = isShort
                ? "After that, everyone who may delete files in the bucket can delete the traces of a misuse."
                : "Everyone who may delete files in the bucket can delete the traces of a misuse.",
            Remedy = isShort ? Longer(objectLock!.DefaultMode!, days) : New(days),
            Command = name => isShort ? BucketCommands.LockFor(name, objectLock!.DefaultMode!, days) : BucketCommands.LockObjects(name, days),
        };
    }

    private static string Short(BucketObjectLock objectLock, int days) =>
        $"Object Lock ({objectLock.DefaultMode}) protects each file for {Period(objectLock)} only, and {Wording.Days(days)} are required";

    private static string Period(BucketObjectLock objectLock) => objectLock switch
    {
        { DefaultRetentionDays: { } locked } => Wording.Days(locked),
        { DefaultRetentionYears: 1 } => "1 year",
        _ => $"{objectLock.DefaultRetentionYears} years",
    };

    private static string Longer(string mode, int days) =>
        $"Raise the default retention of Object Lock to {Wording.Days(days)}. Before you do, know what it means: every file that is written from then on, by whatever service, is kept and paid for at least as long. "
        + (mode == "COMPLIANCE" ? "In compliance mode nobody can delete it earlier. " : "Only principals with s3:BypassGovernanceRetention can delete it earlier. ")
        + "The command keeps the mode. It does not change the lock of files that exist already.";

    private static string New(int days) => $"Before you turn on Object Lock, know what it means: it can never be switched off again, nor can versioning be suspended any more. {Locked(days)} "
        + "If the bucket serves other purposes as well, first let the trail write to a bucket of its own. "
        + $"Then turn on Object Lock, which needs versioning, with a default retention of {Wording.Days(days)}. "
        + "Or, without Object Lock, turn on MFA delete, which only the root user of the bucket's account can do.";

    /// <summary>https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html and, for AWS Config, https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-config-deliverychannel.html.</summary>
    private static string Locked(int days) =>
        $"Every file that is written from then on, by whatever service, is kept and paid for at least {Wording.Days(days)}: only principals with s3:BypassGovernanceRetention can delete it earlier. "
        + "What lifecycle rules delete remains as an old version until a rule for old versions deletes that. The bucket can no longer receive S3 server access logs or the deliveries of AWS Config.";
}
