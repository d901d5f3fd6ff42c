using System.Collections.Immutable;
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
    private const int MostNamed = 10;
    private const int ShortId = 12;

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

        var materials = key.Evidence.Rotations.Value?.Materials ?? [];
        var outcome = Judge(context, key, metadata, materials);
        return materials.Length < 2 ? outcome : outcome with { Message = outcome.Message + Each(context, materials), Evidence = [key.Evidence.Rotations.Reference] };
    }

    private static Outcome Judge(RuleContext context, ClusterKey key, KmsKeyMetadata metadata, ImmutableArray<KeyMaterial> materials)
    {
        var outcome = JudgeEnd(context, key, metadata, materials);
        if (outcome.Status == FindingStatus.Fail)
        {
            return outcome;
        }

        var needed = materials.Where(material => !IsWaiting(material)).ToList();
        var missing = needed.Where(material => material.ImportState == "PENDING_IMPORT").Select(material => Short(material.Id)).ToList();
        var named = missing.Count == 0 ? "" : $": {Listing.UpTo(MostNamed, missing)}";
        if (metadata.KeyState == "PendingImport")
        {
            var hasNone = materials.IsEmpty ? metadata is { ValidTo: null, ExpirationModel: null } : missing.Count == needed.Count;
            return Outcome.NotApplicable(hasNone
                ? $"The {key.Designation} has no imported key material at present (see KMS-2), so none can expire."
                : $"The {key.Designation} lacks key material that it needs (see KMS-2){named}.");
        }

        if (missing.Count > 0)
        {
            return Outcome.Unknown($"AWS KMS returned the state {metadata.KeyState} for the {key.Designation}, but also key material that is not imported{named}. Audit again.");
        }

        // AWS KMS returns the earliest end of all materials with the key, so a denied list does not matter. A list that was cut off may contradict it.
        return outcome.Status == FindingStatus.Pass && key.Evidence.Rotations.Absence.FailedToBeRead()
            ? key.Evidence.Rotations.Unread($"Whether each key material of the {key.Designation} is imported, and when it expires,")
            : outcome;
    }

    private static Outcome JudgeEnd(RuleContext context, ClusterKey key, KmsKeyMetadata metadata, ImmutableArray<KeyMaterial> materials)
    {
        if (Earliest(metadata, materials) is { } expiry)
        {
            return JudgeExpiry(context, key, metadata, expiry);
        }

        var unread = key.Evidence.Rotations.Absence is { } absence ? $" The list of its key materials could not be read. {absence.Cause}" : "";
        return metadata.ExpirationModel switch
        {
            "KEY_MATERIAL_EXPIRES" => Outcome.Unknown($"The imported key material of the {key.Designation} expires, but AWS KMS did not return the date.{unread}") with { Evidence = [key.Evidence.Rotations.Reference] },
            "KEY_MATERIAL_DOES_NOT_EXPIRE" => Outcome.Pass($"The imported key material of the {key.Designation} does not expire."),
            _ => Outcome.Unknown($"AWS KMS did not return whether the imported key material of the {key.Designation} expires."),
        };
    }

    /// <summary>
    /// The first date on which the key loses a material that it needs. <c>DescribeKey</c> returns it; the list of materials is more exact where the two differ. Material that waits for its
    /// rotation does not belong to the key yet, so its end does not stop the key (https://docs.aws.amazon.com/kms/latest/APIReference/API_RotationsListEntry.html).
    /// </summary>
    private static DateTimeOffset? Earliest(KmsKeyMetadata metadata, ImmutableArray<KeyMaterial> materials) =>
        materials.Where(material => !IsWaiting(material)).Select(material => material.ValidTo).Append(metadata.ValidTo).Min();

    private static bool IsWaiting(KeyMaterial material) => material.State?.StartsWith("PENDING", StringComparison.Ordinal) == true;

    /// <summary>The state and the end of each material.</summary>
    private static string Each(RuleContext context, ImmutableArray<KeyMaterial> materials)
    {
        var named = Listing.UpTo(MostNamed, [.. materials.Select(material =>
            $"{Short(material.Id)} ({material.State ?? "no state"}, {(material.ImportState == "PENDING_IMPORT" ? "not imported" : material.ValidTo is { } end ? $"{(end <= context.AuditedAt ? "expired" : "expires")} on {Wording.Day(end)}" : "does not expire")})")]);
        var waiting = materials.Where(material => IsWaiting(material) && material.ValidTo <= context.AuditedAt.AddDays(NoticeInDays)).Select(material => Short(material.Id)).ToList();
        return $" The key has {materials.Length} key materials: {named}.{(waiting.Count == 0 ? "" : $" {Listing.UpTo(MostNamed, waiting)} must be imported again before the key can be rotated with it.")}";
    }

    /// <summary>An ID has 64 characters.</summary>
    private static string Short(string id) => id.Length <= ShortId ? id : $"{id[..ShortId]}…";

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
