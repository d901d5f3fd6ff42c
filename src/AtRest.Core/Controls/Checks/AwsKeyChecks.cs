using AtRest.Core.Evidence;
using AtRest.Core.Rules;

namespace AtRest.Core.Controls.Checks;

/// <summary>What benchmarks ask for of keys in AWS KMS (https://docs.aws.amazon.com/securityhub/latest/userguide/kms-controls.html).</summary>
internal static class AwsKeyChecks
{
    /// <summary>AWS rotates the key by itself, at least every so many days if the control says how often. A rotation by hand does not count.</summary>
    public static IEnumerable<Outcome> AutomaticRotation(RuleContext context, int? days) => Each(context, key => key.Evidence.RotationStatus.TryGet(out var status, out var absence)
        ? Rotated(key, status, days)
        : NeverRotated(key) is { } origin ? Outcome.Fail(origin)
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
        return !status.Enabled ? Outcome.Fail($"The control asks for automatic rotation. {NeverRotated(key) ?? $"That of the {key.Designation} is off."}")
            : period > days ? Outcome.Fail($"The control asks for automatic rotation at least every {Wording.Days(days.Value)}. AWS rotates the {key.Designation} every {Wording.Days(period)}.")
            : Outcome.Pass($"AWS rotates the {key.Designation} automatically every {Wording.Days(period)}.");
    }

    private static string? NeverRotated(ClusterKey key) => key.Evidence.Metadata.Value?.Origin switch
    {
        "EXTERNAL" => $"AWS does not rotate the {key.Designation} by itself: its material was imported.",
        "AWS_CLOUDHSM" or "EXTERNAL_KEY_STORE" => $"AWS does not rotate the {key.Designation} by itself: it is in a custom key store.",
        _ => null,
    };

    private static IEnumerable<Outcome> Each(RuleContext context, Func<ClusterKey, Outcome> judge) => context.Keys.Select(key =>
        (key.IsMissing ? Outcome.NotApplicable($"The {key.Designation} does not exist (see KMS-1).") : judge(key)) with { Resource = key.Arn.Value });
}
