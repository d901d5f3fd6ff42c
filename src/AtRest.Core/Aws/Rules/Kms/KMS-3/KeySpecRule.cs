using AtRest.Core.Aws.Evidence;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;
using AtRest.KeyPolicies.Explaining;

namespace AtRest.Core.Aws.Rules.Kms;

/// <summary>Camunda requires a symmetric encryption key (https://docs.camunda.io/docs/components/saas/byok/aws-external-encryption-setup/).</summary>
internal sealed class KeySpecRule : KeyMetadataRule
{
    public override RuleDescriptor Descriptor { get; } = new()
    {
        Id = "KMS-3",
        Title = "The KMS key is a symmetric encryption key",
        Level = RuleLevel.Required,
        Severity = Severity.High,
        AppliesTo = EncryptionType.External.On(CloudProvider.Aws),
    };

    private const string Symmetric = "SYMMETRIC_DEFAULT";
    private const string Encryption = "ENCRYPT_DECRYPT";

    protected override string Subject => "Key spec and usage";

    protected override Outcome Evaluate(RuleContext context, ClusterKey key, KmsKeyMetadata metadata)
    {
        var wrong = new List<string>(2);
        if (metadata.KeySpec is { } spec && spec != Symmetric)
        {
            wrong.Add($"its key spec is {spec} instead of {Symmetric}");
        }

        if (metadata.KeyUsage is { } usage && usage != Encryption)
        {
            wrong.Add($"its key usage is {usage} instead of {Encryption}");
        }

        if (wrong.Count > 0)
        {
            return Outcome.Fail($"The {key.Designation} cannot encrypt a cluster, because {Listing.Of(wrong)}.") with
            {
                Consequence = "Disks and backups cannot be encrypted with this key. The cluster cannot be created or cannot start.",
                Remedy = "The spec and usage of a key cannot be changed. Create a symmetric encryption key in the same region, and a cluster that uses it. The command creates the key with the policy that this cluster needs. A new cluster has a different role: put that role in the policy instead.",
                RemedyCode = NewKey.Create(context, key.Arn.Region),
            };
        }

        // The usage can be missing: a symmetric encryption key has only one possible usage
        // (https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html, KeyUsage).
        return metadata.KeySpec is null
            ? Outcome.Unknown($"AWS KMS did not return the key spec of the {key.Designation}.")
            : Outcome.Pass($"The {key.Designation} is a symmetric encryption key (spec {Symmetric}, usage {Encryption}).");
    }
}
