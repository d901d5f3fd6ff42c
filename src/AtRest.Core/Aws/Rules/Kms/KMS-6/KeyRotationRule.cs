using AtRest.Core.Aws.Evidence;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Core.Aws.Rules.Kms;

/// <summary>Judges how often a key is rotated (https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html).</summary>
internal sealed class KeyRotationRule : KeyRule
{
    public override RuleDescriptor Descriptor { get; } = new()
    {
        Id = "KMS-6",
        Title = "The KMS key is rotated at least once a year",
        Level = RuleLevel.Recommended,
        Severity = Severity.Medium,
        AppliesTo = EncryptionType.External.On(CloudProvider.Aws),
    };

    private const int AwsDefaultPeriod = 365;

    protected override Outcome Evaluate(RuleContext context, ClusterKey key)
    {
        var evidence = key.Evidence;
        var outcome = evidence.Metadata.TryGet(out var metadata, out _)
            ? WhyNotRotatable(key, metadata) is { } reason ? Outcome.NotApplicable(reason)
                : metadata.Origin == "EXTERNAL" ? JudgeImported(context, key, metadata)
                : Judge(context, key, metadata)
            : Judge(context, key, metadata: null);
        return outcome with { Evidence = [evidence.Metadata.Reference, evidence.RotationStatus.Reference, evidence.Rotations.Reference] };
    }

    private static string? WhyNotRotatable(ClusterKey key, KmsKeyMetadata metadata) => metadata switch
    {
        { KeyState: "PendingDeletion" or "PendingReplicaDeletion" } => $"The {key.Designation} is scheduled for deletion (see KMS-2). AWS reports no rotation for such a key.",
        { KeySpec: { } spec and not "SYMMETRIC_DEFAULT" } => $"AWS KMS cannot rotate {spec} keys, neither automatically nor on demand (see KMS-3).",
        { Origin: "AWS_CLOUDHSM" or "EXTERNAL_KEY_STORE" } => $"The {key.Designation} is in a custom key store. AWS KMS cannot rotate such keys, neither automatically nor on demand.",
        { Origin: "EXTERNAL", KeyState: "PendingImport" } => $"The {key.Designation} has no imported key material at present (see KMS-2), so there is none to rotate.",
        _ => null,
    };

    /// <summary>Imported material is rotated on demand only (https://docs.aws.amazon.com/kms/latest/developerguide/rotating-keys-on-demand.html).</summary>
    private static Outcome JudgeImported(RuleContext context, ClusterKey key, KmsKeyMetadata metadata)
    {
        const string OnDemandOnly = "AWS rotates imported key material only on demand";
        var history = RotationHistory.Of(key.Evidence.Rotations, context.AuditedAt);
        return history switch
        {
            { ByHandInTime: { } date } => ByHand(key, date),
            { IsReadable: true } when metadata.CreationDate is { } created && history.IsRecent(created) =>
                Outcome.Pass($"The {key.Designation} was created on {Wording.Day(created)}, so its imported key material is at most a year old. {OnDemandOnly}. Import new material and rotate the key by {Wording.Day(created.AddDays(RotationHistory.YearInDays))}."),
            { LastByHand: { } date } => OverdueImported(context, key, metadata, $"The {key.Designation} was last rotated on demand on {Wording.Day(date)}, more than {RotationHistory.YearInDays} days ago. {OnDemandOnly}."),
            { IsReadable: false } => key.Evidence.Rotations.Unread($"{OnDemandOnly}. Whether the {key.Designation} was rotated"),
            _ when metadata.CreationDate is null => Outcome.Unknown($"{OnDemandOnly}, and the {key.Designation} was never rotated. AWS KMS did not return the date on which it was created."),
            _ => OverdueImported(context, key, metadata, $"The {key.Designation} has had the same imported key material since about {Wording.Day(metadata.CreationDate.Value)}. {OnDemandOnly}, and this was never done."),
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
            return Outcome.Pass($"The {key.Designation} was last rotated or created on {Wording.Day(latest)}, and AWS rotates it automatically every {Wording.Days(period)}. AWS does not rotate it while it is disabled (see KMS-2).");
        }

        // Without metadata, this can be a key that AWS never rotates, or one that is pending deletion, for which AWS reports false.
        return metadata is null ? key.Evidence.Metadata.Unread($"Whether the {key.Designation} can be rotated")
            : !history.IsReadable ? key.Evidence.Rotations.Unread($"Automatic rotation of the {key.Designation} {Lack(status, period)}. Whether the key was rotated in the last {RotationHistory.YearInDays} days")
            : Overdue(context, key, metadata, isDisabled && status.Enabled, $"Automatic rotation of the {key.Designation} {Lack(status, period)}. The key was not rotated on demand in the last {RotationHistory.YearInDays} days.");
    }

    /// <summary>AWS does not rotate a disabled key (https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html); a replica gets its material from its primary key, so the state of the primary key decides.</summary>
    private static bool IsDisabled(RuleContext context, KmsKeyMetadata? metadata) => metadata is { MultiRegionKeyType: "REPLICA" }
        ? context.Evidence.FindKey(metadata.MultiRegionPrimaryArn)?.Metadata.Value?.KeyState == "Disabled"
        : metadata?.KeyState == "Disabled";

    private static string Lack(KeyRotationStatus status, int period) => !status.Enabled ? "is turned off"
        : period > RotationHistory.YearInDays ? $"takes place only every {Wording.Days(period)}"
        : "is turned on, but AWS does not rotate the key while it is disabled";

    private static Outcome ByHand(ClusterKey key, DateTimeOffset date) => Outcome.Pass($"The {key.Designation} was rotated on demand on {Wording.Day(date)}.");

    private static Outcome Failure(string message) => Outcome.Fail(message) with
    {
        Consequence = "All data written since the last rotation depends on the same key material. Most security frameworks require a rotation every year.",
    };

    private static Outcome Overdue(RuleContext context, ClusterKey key, KmsKeyMetadata metadata, bool isOnly, string message)
    {
        var primary = PrimaryOf(key);
        var enable = IsDisabled(context, metadata) ? AwsCli.Command("kms", "enable-key", "--key-id", primary.Value, "--region", primary.Region) : null;
        var rotate = AwsCli.Command("kms", "enable-key-rotation", "--key-id", primary.Value, "--rotation-period-in-days", "365", "--region", primary.Region);
        return isOnly
            ? Failure(message) with { Remedy = "Enable the key again (see KMS-2). AWS then rotates it as soon as its rotation is due.", RemedyCode = enable }
            : Failure(message) with
            {
                Remedy = (enable is null ? "Turn" : "A disabled key cannot be rotated, so first enable it again (see KMS-2). Then turn")
                    + " on automatic rotation with a period of at most 365 days, or rotate the key on demand. The key ID and ARN stay the same, old data stays readable, and the cluster is not affected. A multi-Region key is rotated at its primary key.",
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
                Remedy = (isDisabled ? "A disabled key cannot be rotated, so first enable it again (see KMS-2). " : "")
                    + "New key material is already imported and pending rotation. Rotate the key on demand. The key ID and ARN stay the same, and old data stays readable while the old material stays imported."
                    + (metadata.MultiRegion ? " A multi-Region key is rotated at its primary key, after each replica has the new material." : ""),
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
            Remedy = (isDisabled ? "A disabled key cannot be rotated, so first enable it again (see KMS-2). Then import" : "Import")
                + " new key material into the key and rotate it on demand. The key ID and ARN stay the same. Old data stays readable only while the old material stays imported, so do not delete or lose any of it. "
                + $"Before you import {ImportCommands.NewFile(primary)}, store a copy in a safe place, because you cannot get it back from AWS. A key can be rotated on demand 25 times."
                + (metadata.ValidTo is null ? "" : " The current material has an expiration date: first follow the remedy of KMS-7 with that material.")
                + (metadata.MultiRegion ? " For a multi-Region key, import the new material into the primary key first, then into each replica, and rotate the primary key." : ""),
            RemedyCode = string.Join('\n', commands),
        };
    }

    private static KmsKeyArn PrimaryOf(ClusterKey key) =>
        key.Evidence.Metadata.TryGet(out var metadata, out _) && KmsKeyArn.TryParse(metadata.MultiRegionPrimaryArn, out var primary) ? primary : key.Arn;
}
