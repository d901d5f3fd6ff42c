using AtRest.Core.Evidence;
using AtRest.Core.Inventory;

namespace AtRest.Core.Rules.AwsKms;

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

        return metadata.ValidTo is { } expiry ? JudgeExpiry(context, key, expiry) : metadata switch
        {
            { ExpirationModel: "KEY_MATERIAL_EXPIRES" } => Outcome.Unknown($"The imported material of the {key.Designation} expires, but AWS KMS did not say when."),
            { KeyState: "PendingImport" } => Outcome.NotApplicable($"The {key.Designation} holds no imported material (see KMS-2), so there is nothing that could expire."),
            _ => Outcome.Pass($"The imported material of the {key.Designation} does not expire."),
        };
    }

    private static Outcome JudgeExpiry(RuleContext context, ClusterKey key, DateTimeOffset expiry)
    {
        if (expiry > context.AuditedAt.AddDays(NoticeInDays))
        {
            return Outcome.Pass($"The imported material of the {key.Designation} expires on {Wording.Day(expiry)}, more than {NoticeInDays} days from now.");
        }

        var isExpired = expiry <= context.AuditedAt;
        var when = isExpired
            ? $"expired on {Wording.Minute(expiry)}"
            : $"expires on {Wording.Minute(expiry)}, in {Wording.Days(Wording.WholeDays(context.AuditedAt, expiry))}";
        return Outcome.Fail($"The imported material of the {key.Designation} {when}.") with
        {
            Severity = isExpired ? Severity.Critical : Severity.High,
            Consequence = "Without its material the key is useless: the cluster cannot start, a running one freezes. If the original material is lost, so is the cluster's data.",
            Remedy = "Import the same key material again, into the same key, without an expiry or with a later one. First get a wrapping key and an import token:",
            RemedyCode = AwsCli.Command("kms", "get-parameters-for-import", "--key-id", key.Arn.Value, "--wrapping-algorithm", "RSAES_OAEP_SHA_256", "--wrapping-key-spec", "RSA_4096", "--region", key.Arn.Region),
        };
    }
}
