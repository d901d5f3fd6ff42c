using AtRest.Core.Aws.Evidence;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Core.Aws.Rules.Kms;

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
        var outcome = evidence.Metadata.TryGet(out var metadata, out _)
            ? WhyNever(key, metadata) is { } reason ? Outcome.NotApplicable(reason)
                : metadata.Origin == "EXTERNAL" ? JudgeImported(context, key, metadata)
                : Judge(context, key, metadata)
            : Judge(context, key, metadata: null);
        return outcome with { Evidence = [evidence.Metadata.Reference, evidence.RotationStatus.Reference, evidence.Rotations.Reference] };
    }

    private static string? WhyNever(ClusterKey key, KmsKeyMetadata metadata) => metadata switch
    {
        { KeyState: "PendingDeletion" or "PendingReplicaDeletion" } => $"The {key.Designation} is scheduled for deletion (see KMS-2): AWS reports no rotation for such a key.",
        { KeySpec: { } spec and not "SYMMETRIC_DEFAULT" } => $"AWS KMS never rotates {spec} keys, neither automatically nor on demand (see KMS-3).",
        { Origin: "AWS_CLOUDHSM" or "EXTERNAL_KEY_STORE" } => $"AWS KMS never rotates keys in a custom key store, neither automatically nor on demand, and the {key.Designation} is in one.",
        { Origin: "EXTERNAL", KeyState: "PendingImport" } => $"The {key.Designation} holds no imported material (see KMS-2), so there is none to be rotated.",
        _ => null,
    };

    /// <summary>Imported material is rotated on demand only (https://docs.aws.amazon.com/kms/latest/developerguide/rotating-keys-on-demand.html).</summary>
    private static Outcome JudgeImported(RuleContext context, ClusterKey key, KmsKeyMetadata metadata)
    {
        const string OnDemandOnly = "AWS rotates imported key material on demand only";
        var history = RotationHistory.Of(key.Evidence.Rotations, context.AuditedAt);
        return history switch
        {
            { ByHandInTime: { } date } => ByHand(key, date),
            { IsReadable: true } when metadata.CreationDate is { } created && history.IsRecent(created) =>
                Outcome.Pass($"The {key.Designation} was created on {Wording.Day(created)}, so its imported material is at most a year old. {OnDemandOnly}: import new material and rotate by {Wording.Day(created.AddDays(RotationHistory.YearInDays))}."),
            { LastByHand: { } date } => OverdueImported(context, key, metadata, $"The {key.Designation} was last rotated by hand on {Wording.Day(date)}, over {RotationHistory.YearInDays} days ago, and {Decapital(OnDemandOnly)}."),
            { IsReadable: false } => key.Evidence.Rotations.Unread($"{OnDemandOnly}; whether the {key.Designation} was rotated"),
            _ when metadata.CreationDate is null => Outcome.Unknown($"{OnDemandOnly}, and the {key.Designation} was never rotated; but AWS did not say when it was created."),
            _ => OverdueImported(context, key, metadata, $"The {key.Designation} has had the same imported material since {Wording.Day(metadata.CreationDate.Value)} or soon after: {Decapital(OnDemandOnly)}, and that was never done."),
        };
    }

    private static Outcome Judge(RuleContext context, ClusterKey key, KmsKeyMetadata? metadata)
    {
        var collected = key.Evidence.RotationStatus;
        var history = RotationHistory.Of(key.Evidence.Rotations, context.AuditedAt);
        if (!collected.TryGet(out var status, out _))
        {
            return history.ByHandInTime is { } date ? ByHand(key, date) : collected.Unread($"Whether the {key.Designation} is rotated automatically");
        }

        var period = status.RotationPeriodInDays ?? AwsDefaultPeriod;
        var isDisabled = IsDisabled(context, metadata);
        if (status.Enabled && period <= RotationHistory.YearInDays && !isDisabled)
        {
            return Outcome.Pass($"AWS rotates the {key.Designation} automatically every {Wording.Days(period)}{(status.NextRotationDate is { } next ? $"; next on {Wording.Day(next)}" : "")}.");
        }

        if (history.ByHandInTime is { } byHand)
        {
            return ByHand(key, byHand);
        }

        if (status.Enabled && period <= RotationHistory.YearInDays && (history.Last ?? metadata?.CreationDate) is { } latest && history.IsRecent(latest) && history.IsReadable)
        {
            return Outcome.Pass($"The {key.Designation} got its present material on {Wording.Day(latest)}, and AWS rotates it automatically every {Wording.Days(period)}. But not while it is disabled (see KMS-2).");
        }

        // Without metadata this may be a key that is never rotated, or one that is pending deletion, for which AWS reports false.
        return metadata is null ? key.Evidence.Metadata.Unread($"Whether the {key.Designation} ought to be rotated")
            : !history.IsReadable ? key.Evidence.Rotations.Unread($"Automatic rotation of the {key.Designation} {Lack(status, period)}; whether it was rotated in the last {RotationHistory.YearInDays} days")
            : Overdue(context, key, metadata, isDisabled && status.Enabled, $"Automatic rotation of the {key.Designation} {Lack(status, period)}, and in the last {RotationHistory.YearInDays} days it was not rotated by hand.");
    }

    /// <summary>AWS does not rotate a disabled key (https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html); a replica gets its material from its primary key, whose state counts.</summary>
    private static bool IsDisabled(RuleContext context, KmsKeyMetadata? metadata) => metadata is { MultiRegionKeyType: "REPLICA" }
        ? context.Evidence.Evidence.Clouds.Keys.FirstOrDefault(other => other.KeyArn == metadata.MultiRegionPrimaryArn)?.Metadata.Value?.KeyState == "Disabled"
        : metadata?.KeyState == "Disabled";

    private static string Lack(KeyRotationStatus status, int period) => !status.Enabled ? "is off"
        : period > RotationHistory.YearInDays ? $"takes place only every {Wording.Days(period)}"
        : "is on, but the key is disabled, and AWS does not rotate disabled keys";

    private static string Decapital(string text) => text.StartsWith("AWS", StringComparison.Ordinal) ? text : char.ToLowerInvariant(text[0]) + text[1..];

    private static Outcome ByHand(ClusterKey key, DateTimeOffset date) => Outcome.Pass($"The {key.Designation} was rotated by hand on {Wording.Day(date)}.");

    private static Outcome Failure(string message) => Outcome.Fail(message) with
    {
        Consequence = "All data written since the last rotation depends on the same key material; most security frameworks ask for a change every year.",
    };

    private static Outcome Overdue(RuleContext context, ClusterKey key, KmsKeyMetadata metadata, bool isOnly, string message)
    {
        var primary = PrimaryOf(key);
        var enable = IsDisabled(context, metadata) ? AwsCli.Command("kms", "enable-key", "--key-id", primary.Value, "--region", primary.Region) : null;
        var rotate = AwsCli.Command("kms", "enable-key-rotation", "--key-id", primary.Value, "--rotation-period-in-days", "365", "--region", primary.Region);
        return isOnly
            ? Failure(message) with { Remedy = "Enable the key again (see KMS-2): AWS then rotates it as soon as its rotation is due.", RemedyCode = enable }
            : Failure(message) with
            {
                Remedy = (enable is null ? "Turn" : "A disabled key cannot be rotated: first enable it again (see KMS-2). Then turn")
                    + " automatic rotation on with a period of at most 365 days, or rotate the key by hand. Its id and ARN stay the same, old data stays readable, the cluster notices nothing. A multi-Region key is rotated at its primary.",
                RemedyCode = enable is null ? rotate : $"{enable}\n{rotate}",
            };
    }

    private static Outcome OverdueImported(RuleContext context, ClusterKey key, KmsKeyMetadata metadata, string message)
    {
        var primary = PrimaryOf(key);
        var replicas = metadata.MultiRegionReplicaArns.Where(arn => arn != primary.Value).Select(arn => KmsKeyArn.TryParse(arn, out var replica) ? replica : null).OfType<KmsKeyArn>().ToList();
        var isDisabled = IsDisabled(context, metadata);
        if (key.Evidence.Rotations.Value?.Materials is { } materials && materials.Any(material => material is { State: "PENDING_ROTATION", ImportState: "IMPORTED" }))
        {
            return Failure(message) with
            {
                Remedy = (isDisabled ? "A disabled key cannot be rotated: first enable it again (see KMS-2). " : "")
                    + "New key material is imported already and waits for the rotation: rotate the key on demand. Its id and ARN stay the same, and old data stays readable as long as the old material stays imported."
                    + (metadata.MultiRegion ? " A multi-Region key is rotated at its primary, once each replica has the new material." : ""),
                RemedyCode = (isDisabled ? AwsCli.Command("kms", "enable-key", "--key-id", primary.Value, "--region", primary.Region) + "\n" : "")
                    + AwsCli.Command("kms", "rotate-key-on-demand", "--key-id", primary.Value, "--region", primary.Region),
            };
        }

        IEnumerable<string> commands =
        [
            .. isDisabled ? new[] { AwsCli.Command("kms", "enable-key", "--key-id", primary.Value, "--region", primary.Region) } : [],
            ImportCommands.NewMaterial(primary),
            ImportCommands.Import(primary, "NEW_KEY_MATERIAL", file: ImportCommands.NewFile(primary)),
            .. replicas.Select(replica => ImportCommands.Import(replica, "EXISTING_KEY_MATERIAL", file: ImportCommands.NewFile(primary))),
            AwsCli.Command("kms", "rotate-key-on-demand", "--key-id", primary.Value, "--region", primary.Region),
        ];
        return Failure(message) with
        {
            Remedy = (isDisabled ? "A disabled key cannot be rotated: first enable it again (see KMS-2). Then import" : "Import")
                + " new key material into the key and rotate it on demand. Its id and ARN stay the same, and old data stays readable as long as the old material stays imported: do not delete or lose any of it. "
                + $"Before you import {ImportCommands.NewFile(primary)}, store a copy in a safe place: AWS never gives it back. A key can be rotated on demand 25 times."
                + (metadata.ValidTo is null ? "" : " The material that the key has now expires: first do what KMS-7 says, with that old material.")
                + (metadata.MultiRegion ? " A multi-Region key gets the new material at its primary first, then at each replica, and is rotated at its primary." : ""),
            RemedyCode = string.Join('\n', commands),
        };
    }

    private static KmsKeyArn PrimaryOf(ClusterKey key) =>
        key.Evidence.Metadata.TryGet(out var metadata, out _) && KmsKeyArn.TryParse(metadata.MultiRegionPrimaryArn, out var primary) ? primary : key.Arn;
}
