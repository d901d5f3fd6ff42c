using AtRest.Core.Aws.Evidence;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;
using AtRest.KeyPolicies.Explaining;

namespace AtRest.Core.Aws.Rules.Kms;

/// <summary>Imported key material can expire. The key then stops working immediately (https://docs.aws.amazon.com/kms/latest/developerguide/importing-keys.html).</summary>
internal sealed class ImportedMaterialRule : KeyMetadataRule
{
    public override RuleDescriptor Descriptor { get; } = new()
    {
        Id = "KMS-7",
        Title = "The imported key material does not expire within 30 days",
        Level = RuleLevel.Required,
        Severity = Severity.High,
        AppliesTo = EncryptionType.External.On(CloudProvider.Aws),
    };

    private const int NoticeInDays = 30;

    protected override string Subject => "The origin of the key material";

    protected override Outcome Evaluate(RuleContext context, ClusterKey key, KmsKeyMetadata metadata)
    {
        if (metadata.Origin is null)
        {
            return Outcome.Unknown($"AWS KMS did not return the origin of the key material of the {key.Designation}.");
        }

        if (metadata.Origin != "EXTERNAL")
        {
            return Outcome.NotApplicable($"The key material of the {key.Designation} was not imported (origin {metadata.Origin}), so it cannot expire.");
        }

        return metadata.ValidTo is { } expiry ? JudgeExpiry(context, key, metadata, expiry) : metadata switch
        {
            { ExpirationModel: "KEY_MATERIAL_EXPIRES" } => Outcome.Unknown($"The imported key material of the {key.Designation} expires, but AWS KMS did not return the date."),
            { KeyState: "PendingImport" } => Outcome.NotApplicable($"The {key.Designation} has no imported key material at present (see KMS-2), so none can expire."),
            _ => Outcome.Pass($"The imported key material of the {key.Designation} does not expire."),
        };
    }

    private static Outcome JudgeExpiry(RuleContext context, ClusterKey key, KmsKeyMetadata metadata, DateTimeOffset expiry)
    {
        if (expiry > context.AuditedAt.AddDays(NoticeInDays))
        {
            return Outcome.Pass($"The imported key material of the {key.Designation} expires on {Wording.Day(expiry)}, more than {NoticeInDays} days from now.");
        }

        var isExpired = expiry <= context.AuditedAt;
        var when = isExpired
            ? $"expired on {Wording.Minute(expiry)}"
            : $"expires on {Wording.Minute(expiry)}, in {Wording.Days(Wording.WholeDays(context.AuditedAt, expiry))}";
        var (needs, commands) = ImportCommands.Again(key, metadata, context.AuditedAt.AddDays(NoticeInDays));
        return Outcome.Fail($"The imported key material of the {key.Designation} {when}.") with
        {
            Severity = isExpired ? Severity.Critical : Severity.High,
            Consequence = "A key without its material cannot be used. The cluster cannot start, and a running cluster freezes. If the original material is lost, the cluster's data is lost too.",
            Remedy = "Import the same key material again, into the same key. Other material cannot decrypt the cluster's data. "
                + $"{needs} The commands get a wrapping key and an import token, wrap the material, and import it without an expiration date. To set an expiration date, use --expiration-model KEY_MATERIAL_EXPIRES and --valid-to instead.{Related(key, metadata)}",
            RemedyCode = commands,
            Evidence = [key.Evidence.Rotations.Reference],
        };
    }

    /// <summary>Each key of a multi-Region set has its own copy of the material, with its own expiration date (https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-import.html).</summary>
    private static string Related(ClusterKey key, KmsKeyMetadata metadata)
    {
        var others = metadata.MultiRegionReplicaArns.Append(metadata.MultiRegionPrimaryArn).OfType<string>().Where(arn => arn != key.Arn.Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return others.Count == 0 ? "" : $" Related multi-Region keys have their own copies of the material, with their own expiration dates: {Listing.Of(others)}. Check these dates too, and import the material into those keys in the same way.";
    }
}
