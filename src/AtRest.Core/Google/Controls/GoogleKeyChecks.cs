using System.Collections.Immutable;
using AtRest.Core.Controls;
using AtRest.Core.Evidence;
using AtRest.Core.Google.Inventory;
using AtRest.Core.Google.Rules;
using AtRest.Core.Rules;

namespace AtRest.Core.Google.Controls;

/// <summary>The requirements of benchmarks for keys in Google Cloud KMS.</summary>
internal static class GoogleKeyChecks
{
    public static ImmutableArray<ControlCheck> All { get; } = [ControlCheck.OfDays("rotationWithin", RotationWithin)];

    /// <summary>https://docs.cloud.google.com/kms/docs/key-rotation: only symmetric encryption keys are rotated automatically.</summary>
    private const string Rotated = "ENCRYPT_DECRYPT";

    private const decimal SecondsPerDay = 86_400;

    /// <summary>
    /// The key's rotation period, and the time until its next rotation, are at most the given number of days (CIS Google Cloud Platform Foundation Benchmark,
    /// "Ensure KMS encryption keys are rotated within a period of 90 days").
    /// </summary>
    public static IEnumerable<Outcome> RotationWithin(RuleContext context, int days)
    {
        return CryptoKeyName.Of(context.Cluster.Encryption) is { } name ? [Judge(context, name, days) with { Resource = name }] : [];
    }

    private static Outcome Judge(RuleContext context, string name, int days)
    {
        if (!context.Evidence.CryptoKey(name).Key.TryGet(out var key, out var absence))
        {
            return absence.Kind == AbsenceKind.NotFound
                ? Outcome.NotApplicable("The key does not exist (see GKMS-1).")
                : Outcome.Unknown($"The rotation of the key could not be read. {absence.Cause}");
        }

        if (GoogleWords.Said(key.Purpose) is { } purpose && purpose != Rotated)
        {
            return Outcome.NotApplicable($"Google rotates only keys with the purpose {Rotated}, and the key's purpose is {purpose} (see GKMS-6).");
        }

        var asked = $"The control requires a rotation at least every {Wording.Days(days)}:";
        return (key.RotationPeriodSeconds, key.NextRotationTime) switch
        {
            (null, _) => Outcome.Fail($"{asked} the key has no rotation period."),
            ({ } period, _) when period > days * SecondsPerDay => Outcome.Fail($"{asked} the key's period is {Wording.Days((int)Math.Ceiling(period / SecondsPerDay))}."),
            (_, null) => Outcome.Unknown("The key has a rotation period, but Google Cloud KMS did not return the time of the next rotation."),
            (_, { } next) when next < context.AuditedAt => Outcome.Fail($"{asked} the key's rotation of {Wording.Day(next)} is overdue."),
            (_, { } next) when next > context.AuditedAt.AddDays(days) => Outcome.Fail($"{asked} the key's next rotation is on {Wording.Day(next)}."),
            (_, { } next) => Outcome.Pass($"The key is rotated at least every {Wording.Days(days)}. The next rotation is on {Wording.Day(next)}."),
        };
    }
}
