using AtRest.Core.Aws.Evidence;
using AtRest.Core.Rules;
using AtRest.KeyPolicies;

namespace AtRest.Core.Aws.Rules.CloudTrail;

/// <summary>Whether a log bucket is protected against deletion, and the text about it.</summary>
internal sealed record BucketProtection
{
    public required Ternary Holds { get; init; }

    /// <summary>The protection, or why it could not be read, as a part of a sentence.</summary>
    public required string Fact { get; init; }

    public required string Danger { get; init; }

    public required string Remedy { get; init; }

    /// <summary>The command that fixes it, given the bucket's name.</summary>
    public required Func<string, string> Command { get; init; }

    /// <param name="bucket">The bucket.</param>
    /// <param name="days">The days for which the record must be kept. A shorter lock protects it only for a part of that time.</param>
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
            ({ Enabled: true, DefaultMode: null }, _) => (Ternary.Unknown, "Object Lock is on without a default retention, and AtRest does not read the locks of single files"),
            ({ Enabled: true }, _) when locked is null => (Ternary.Unknown, "Object Lock is on, but AWS did not return its retention period"),
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
                ? "After that time, everyone who can delete objects in the bucket can delete evidence of misuse."
                : "Everyone who can delete files in the bucket can delete the traces of misuse.",
            Remedy = isShort ? Longer(objectLock!.DefaultMode!, days) : New(days),
            Command = name => isShort ? BucketCommands.LockFor(name, objectLock!.DefaultMode!, days) : BucketCommands.LockObjects(name, days),
        };
    }

    private static string Short(BucketObjectLock objectLock, int days) =>
        $"Object Lock ({objectLock.DefaultMode}) protects each file only for {Period(objectLock)}, but {Wording.Days(days)} are required";

    private static string Period(BucketObjectLock objectLock) => objectLock switch
    {
        { DefaultRetentionDays: { } locked } => Wording.Days(locked),
        { DefaultRetentionYears: 1 } => "1 year",
        _ => $"{objectLock.DefaultRetentionYears} years",
    };

    private static string Longer(string mode, int days) =>
        $"Raise the default retention of Object Lock to {Wording.Days(days)}. Consider the effects first: every new file in the bucket, from any service, is kept and charged for at least that time. "
        + (mode == "COMPLIANCE" ? "In compliance mode, nobody can delete a file earlier. " : "Only principals with s3:BypassGovernanceRetention can delete a file earlier. ")
        + "The command keeps the mode. It does not change the locks of existing files.";

    private static string New(int days) => $"Consider the effects before you turn on Object Lock: you cannot turn it off again, and you can no longer suspend versioning. {Locked(days)} "
        + "If the bucket is also used for other purposes, first let the trail write to a separate bucket. "
        + $"Then turn on Object Lock, which needs versioning, with a default retention of {Wording.Days(days)}. "
        + "Instead of Object Lock, you can turn on MFA delete. Only the root user of the bucket's account can do this.";

    /// <summary>https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html and, for AWS Config, https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-config-deliverychannel.html.</summary>
    private static string Locked(int days) =>
        $"Every new file in the bucket, from any service, is kept and charged for at least {Wording.Days(days)}. Only principals with s3:BypassGovernanceRetention can delete it earlier. "
        + "Files that lifecycle rules delete remain as noncurrent versions until a rule for noncurrent versions deletes them. The bucket can no longer receive S3 server access logs or deliveries from AWS Config.";
}
