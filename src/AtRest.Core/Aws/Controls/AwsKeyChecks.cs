using AtRest.Core.Aws.Evidence;
using AtRest.Core.Aws.Rules;
using AtRest.Core.Rules;

namespace AtRest.Core.Aws.Controls;

/// <summary>What benchmarks ask for of keys in AWS KMS (https://docs.aws.amazon.com/securityhub/latest/userguide/kms-controls.html).</summary>
internal static class AwsKeyChecks
{
    /// <summary>
    /// AWS rotates the key by itself, at least every so many days if the control says how often. A rotation by hand does not count. A key that AWS cannot rotate is no subject of such a
    /// control (https://docs.aws.amazon.com/config/latest/developerguide/cmk-backing-key-rotation-enabled.html, note).
    /// </summary>
    public static IEnumerable<Outcome> AutomaticRotation(RuleContext context, int? days) => Each(context, key => NeverRotated(key) is { } reason
        ? Outcome.NotApplicable($"The control asks for automatic rotation. {reason}")
        : key.Evidence.RotationStatus.TryGet(out var status, out var absence) ? Rotated(key, status, days)
        : Outcome.Unknown($"Whether the {key.Designation} is rotated automatically could not be seen. {absence.Cause}"));

    /// <summary>The key is not scheduled for deletion. A disabled key is not deleted.</summary>
    public static IEnumerable<Outcome> NotScheduledForDeletion(RuleContext context) => Each(context, key => !key.Evidence.Metadata.TryGet(out var metadata, out var absence)
        ? Outcome.Unknown($"Whether the {key.Designation} is scheduled for deletion could not be seen. {absence.Cause}")
        : metadata.KeyState is "PendingDeletion" or "PendingReplicaDeletion" ? Outcome.Fail($"The {key.Designation} is scheduled for deletion.")
        : Outcome.Pass($"The {key.Designation} is not scheduled for deletion."));

    private const int AwsDefaultPeriod = 365;

    private static Outcome Rotated(ClusterKey key, KeyRotationStatus status, int? days)
    {
        var period = status.RotationPeriodInDays ?? AwsDefaultPeriod;
        return !status.Enabled ? Off(key)
            : period > days ? Outcome.Fail($"The control asks for automatic rotation at least every {Wording.Days(days.Value)}. AWS rotates the {key.Designation} every {Wording.Days(period)}.")
            : Outcome.Pass($"AWS rotates the {key.Designation} automatically every {Wording.Days(period)}.");
    }

    /// <summary>Without the key's origin it is not known whether automatic rotation could be on.</summary>
    private static Outcome Off(ClusterKey key) => !key.Evidence.Metadata.TryGet(out var metadata, out var absence)
        ? Outcome.Unknown($"Automatic rotation of the {key.Designation} is off. Whether AWS could rotate the key could not be seen. {absence.Cause}")
        : metadata.Origin is null ? Outcome.Unknown($"Automatic rotation of the {key.Designation} is off. Whether AWS could rotate the key is not known, because AWS KMS did not say where its material comes from.")
        : Outcome.Fail($"The control asks for automatic rotation. That of the {key.Designation} is off.");

    /// <summary>Why AWS KMS cannot rotate the key automatically, or says nothing about it (https://docs.aws.amazon.com/kms/latest/developerguide/rotating-keys-enable.html).</summary>
    private static string? NeverRotated(ClusterKey key) => key.Evidence.Metadata.Value switch
    {
        { KeyState: "PendingDeletion" or "PendingReplicaDeletion" } => $"The {key.Designation} is scheduled for deletion (see KMS-2), and AWS reports no rotation for such a key.",
        { KeySpec: { } spec and not "SYMMETRIC_DEFAULT" } => $"AWS cannot rotate {spec} keys such as the {key.Designation} automatically.",
        { Origin: "EXTERNAL" } => $"AWS cannot rotate the {key.Designation} automatically: its material was imported.",
        { Origin: "AWS_CLOUDHSM" or "EXTERNAL_KEY_STORE" } => $"AWS cannot rotate the {key.Designation} automatically: it is in a custom key store.",
        _ => null,
    };

    /// <summary>A key that does not exist is no subject of a control.</summary>
    internal static IEnumerable<Outcome> Each(RuleContext context, Func<ClusterKey, Outcome> judge) => context.Keys.Select(key =>
        (key.IsMissing ? Outcome.NotApplicable($"The {key.Designation} does not exist (see KMS-1).") : judge(key)) with { Resource = key.Arn.Value });
}
