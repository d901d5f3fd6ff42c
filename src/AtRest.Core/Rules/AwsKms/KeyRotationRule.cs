using AtRest.Core.Evidence;
using AtRest.Core.Inventory;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Core.Rules.AwsKms;

/// <summary>Judges rotation (https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html).</summary>
internal sealed class KeyRotationRule : KeyRule
{
    public override RuleDescriptor Descriptor { get; } = new()
    {
        Id = "KMS-6",
        Title = "The key is rotated at least once a year",
        Level = RuleLevel.Recommended,
        Severity = Severity.Medium,
        AppliesTo = EncryptionType.External,
    };

    private const int AwsDefaultPeriod = 365;

    protected override Outcome Evaluate(RuleContext context, ClusterKey key)
    {
        var evidence = key.Evidence;
        evidence.Metadata.TryGet(out var metadata, out _);
        var outcome = metadata?.KeyState is "PendingDeletion" or "PendingReplicaDeletion"
            ? Outcome.NotApplicable($"The {key.Designation} is scheduled for deletion (see KMS-2): AWS reports no rotation for such a key.")
            : metadata?.KeySpec is { } spec && spec != "SYMMETRIC_DEFAULT"
                ? Outcome.NotApplicable($"AWS KMS never rotates {spec} keys, neither automatically nor on demand (see KMS-3).")
            : metadata is not null && WhyNeverAutomatic(metadata) is { } reason
                ? JudgeByHandOnly(context, key, reason)
                : Judge(context, key, metadata is null);
        return outcome with { Evidence = [evidence.Metadata.Reference, evidence.RotationStatus.Reference, evidence.Rotations.Reference] };
    }

    private static string? WhyNeverAutomatic(KmsKeyMetadata metadata) => metadata switch
    {
        { Origin: "EXTERNAL" } => "keys with imported material are never rotated automatically",
        { Origin: "AWS_CLOUDHSM" or "EXTERNAL_KEY_STORE" } => "keys in a custom key store are never rotated automatically",
        _ => null,
    };

    private static Outcome JudgeByHandOnly(RuleContext context, ClusterKey key, string reason)
    {
        var history = RotationHistory.Of(key.Evidence.Rotations, context.AuditedAt);
        return history switch
        {
            { ByHandInTime: { } date } => Outcome.Pass($"The {key.Designation} was rotated by hand on {Wording.Day(date)}."),
            { LastByHand: { } date } => Overdue(key, $"The {key.Designation} was last rotated by hand on {Wording.Day(date)}, over {RotationHistory.YearInDays} days ago, and {reason}."),
            { IsReadable: false } => key.Evidence.Rotations.Unread($"{Capital(reason)}; whether the {key.Designation} was rotated by hand"),
            _ => Outcome.NotApplicable($"In AWS KMS, {reason}, and the {key.Designation} never was rotated by hand."),
        };
    }

    private static Outcome Judge(RuleContext context, ClusterKey key, bool metadataUnread)
    {
        var collected = key.Evidence.RotationStatus;
        var history = RotationHistory.Of(key.Evidence.Rotations, context.AuditedAt);
        if (!collected.TryGet(out var status, out _))
        {
            return history.ByHandInTime is { } date
                ? Outcome.Pass($"The {key.Designation} was rotated by hand on {Wording.Day(date)}.")
                : collected.Unread($"Whether the {key.Designation} is rotated automatically");
        }

        var period = status.RotationPeriodInDays ?? AwsDefaultPeriod;
        if (status.Enabled && period <= RotationHistory.YearInDays)
        {
            return Outcome.Pass($"AWS rotates the {key.Designation} automatically every {Wording.Days(period)}{(status.NextRotationDate is { } next ? $"; next on {Wording.Day(next)}" : "")}.");
        }

        if (history.ByHandInTime is { } byHand)
        {
            return Outcome.Pass($"The {key.Designation} was rotated by hand on {Wording.Day(byHand)}.");
        }

        // Without metadata this may be a key that is never rotated, or one that is pending deletion, for which AWS reports false.
        return metadataUnread ? key.Evidence.Metadata.Unread($"Whether the {key.Designation} ought to be rotated")
            : !history.IsReadable ? key.Evidence.Rotations.Unread($"Automatic rotation of the {key.Designation} {Lack(status, period)}; whether it was rotated by hand")
            : Overdue(key, $"Automatic rotation of the {key.Designation} {Lack(status, period)}, and in the last {RotationHistory.YearInDays} days it was not rotated by hand.");
    }

    private static string Lack(KeyRotationStatus status, int period) => status.Enabled ? $"takes place only every {Wording.Days(period)}" : "is off";

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private static Outcome Overdue(ClusterKey key, string message) => Outcome.Fail(message) with
    {
        Consequence = "All data written since the last rotation hangs on the same key material; most security frameworks ask for a change every year.",
        Remedy = "Turn automatic rotation on with a period of at most 365 days, or rotate the key by hand. Its id and ARN stay the same, old data stays readable, the cluster notices nothing. A multi-Region key is rotated at its primary.",
        RemedyCode = AwsCli.Command("kms", "enable-key-rotation", "--key-id", PrimaryOf(key).Value, "--rotation-period-in-days", "365", "--region", PrimaryOf(key).Region),
    };

    private static KmsKeyArn PrimaryOf(ClusterKey key) =>
        key.Evidence.Metadata.TryGet(out var metadata, out _) && KmsKeyArn.TryParse(metadata.MultiRegionPrimaryArn, out var primary) ? primary : key.Arn;
}
