using AtRest.Core.Aws.Evidence;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;
using AtRest.KeyPolicies.Explaining;

namespace AtRest.Core.Aws.Rules.Kms;

/// <summary>Imported key material may expire, and the key then stops working at once (https://docs.aws.amazon.com/kms/latest/developerguide/importing-keys.html).</summary>
internal sealed class ImportedMaterialRule : KeyMetadataRule
{
    public override RuleDescriptor Descriptor { get; } = new()
    {
        Id = "KMS-7",
        Title = "Imported key material does not expire within 30 days",
        Level = RuleLevel.Required,
        Severity = Severity.High,
        AppliesTo = EncryptionType.External,
    };

    private const int NoticeInDays = 30;

    protected override string Subject => "The origin of the material";

    protected override Outcome Evaluate(RuleContext context, ClusterKey key, KmsKeyMetadata metadata)
    {
        if (metadata.Origin is null)
        {
            return Outcome.Unknown($"AWS KMS did not say where the material of the {key.Designation} comes from.");
        }

        if (metadata.Origin != "EXTERNAL")
        {
            return Outcome.NotApplicable($"The material of the {key.Designation} was not imported (its origin is {metadata.Origin}), so it cannot expire.");
        }

        return metadata.ValidTo is { } expiry ? JudgeExpiry(context, key, metadata, expiry) : metadata switch
        {
            { ExpirationModel: "KEY_MATERIAL_EXPIRES" } => Outcome.Unknown($"The imported material of the {key.Designation} expires, but AWS KMS did not say when."),
            { KeyState: "PendingImport" } => Outcome.NotApplicable($"The {key.Designation} holds no imported material (see KMS-2), so there is nothing that could expire."),
            _ => Outcome.Pass($"The imported material of the {key.Designation} does not expire."),
        };
    }

    private static Outcome JudgeExpiry(RuleContext context, ClusterKey key, KmsKeyMetadata metadata, DateTimeOffset expiry)
    {
        if (expiry > context.AuditedAt.AddDays(NoticeInDays))
        {
            return Outcome.Pass($"The imported material of the {key.Designation} expires on {Wording.Day(expiry)}, more than {NoticeInDays} days from now.");
        }

        var isExpired = expiry <= context.AuditedAt;
        var when = isExpired
            ? $"expired on {Wording.Minute(expiry)}"
            : $"expires on {Wording.Minute(expiry)}, in {Wording.Days(Wording.WholeDays(context.AuditedAt, expiry))}";
        var (needs, commands) = ImportCommands.Again(key, metadata, context.AuditedAt.AddDays(NoticeInDays));
        return Outcome.Fail($"The imported material of the {key.Designation} {when}.") with
        {
            Severity = isExpired ? Severity.Critical : Severity.High,
            Consequence = "Without its material the key is useless: the cluster cannot start, a running one freezes. If the original material is lost, so is the cluster's data.",
            Remedy = "Import the same key material again, into the same key: other material cannot decrypt the cluster's data. "
                + $"{needs} The commands get a wrapping key and an import token, wrap the material, and import it without an expiry. For a later expiry, replace the last options by --expiration-model KEY_MATERIAL_EXPIRES and --valid-to.{Related(key, metadata)}",
            RemedyCode = commands,
            Evidence = [key.Evidence.Rotations.Reference],
        };
    }

    /// <summary>Each key of a multi-Region set has its own copy of the material, with an expiry of its own (https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-import.html).</summary>
    private static string Related(ClusterKey key, KmsKeyMetadata metadata)
    {
        var others = metadata.MultiRegionReplicaArns.Append(metadata.MultiRegionPrimaryArn).OfType<string>().Where(arn => arn != key.Arn.Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return others.Count == 0 ? "" : $" Related multi-Region keys have their own copies, which expire by themselves: {Listing.Of(others)}. Look at their expiry, too, and import the material there in the same way.";
    }
}
