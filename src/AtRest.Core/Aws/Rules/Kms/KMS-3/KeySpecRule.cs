using AtRest.Core.Aws.Evidence;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;
using AtRest.KeyPolicies.Explaining;

namespace AtRest.Core.Aws.Rules.Kms;

/// <summary>Camunda needs a symmetric key for encryption (https://docs.camunda.io/docs/components/saas/byok/aws-external-encryption-setup/).</summary>
internal sealed class KeySpecRule : KeyMetadataRule
{
    public override RuleDescriptor Descriptor { get; } = new()
    {
        Id = "KMS-3",
        Title = "The key is symmetric and made for encryption",
        Level = RuleLevel.Required,
        Severity = Severity.High,
        AppliesTo = EncryptionType.External,
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
            wrong.Add($"its usage is {usage} instead of {Encryption}");
        }

        if (wrong.Count > 0)
        {
            return Outcome.Fail($"The {key.Designation} cannot encrypt a cluster: {Listing.Of(wrong)}.") with
            {
                Consequence = "Encryption of disks and backups fails with this key; the cluster cannot be provisioned or cannot start.",
                Remedy = "Spec and usage of a key never change. Create a symmetric encryption key in the same region, and a cluster that uses it. The command creates the key with the policy that this cluster needs. A new cluster has another role: name that role in the policy instead.",
                RemedyCode = NewKey.Create(context, key.Arn.Region),
            };
        }

        // The usage may be missing: a symmetric encryption key has no other
        // (https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html, KeyUsage).
        return metadata.KeySpec is null
            ? Outcome.Unknown($"AWS KMS did not say which key spec the {key.Designation} has.")
            : Outcome.Pass($"The {key.Designation} is a {Symmetric} key for {Encryption}.");
    }
}
