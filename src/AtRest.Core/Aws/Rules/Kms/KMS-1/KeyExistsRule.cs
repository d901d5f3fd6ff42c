using AtRest.Core.Evidence;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;

namespace AtRest.Core.Aws.Rules.Kms;

/// <summary>Data that was encrypted with a deleted key cannot be decrypted (https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html).</summary>
internal sealed class KeyExistsRule : KeyRule
{
    public override RuleDescriptor Descriptor { get; } = new()
    {
        Id = "KMS-1",
        Title = "The KMS key exists",
        Level = RuleLevel.Required,
        Severity = Severity.Critical,
        AppliesTo = EncryptionType.External.On(CloudProvider.Aws),
    };

    protected override bool NeedsExistingKey => false;

    protected override Outcome Evaluate(RuleContext context, ClusterKey key)
    {
        var collected = key.Evidence.Metadata;
        if (collected.TryGet(out var metadata, out var absence))
        {
            return Outcome.Pass($"The {key.Designation} exists. Its state is {metadata.KeyState}.") with { Evidence = [collected.Reference] };
        }

        return absence.Kind != AbsenceKind.NotFound
            ? collected.Unread($"Whether the {key.Designation} exists")
            : Outcome.Fail($"The {key.Designation} does not exist: AWS KMS found no key {key.Arn.KeyId} in account {key.Arn.AccountId}, region {key.Arn.Region}.") with
            {
                Consequence = "If the key was deleted, the cluster's data is lost. Nobody can decrypt it, not even AWS, and the cluster cannot run again.",
                Remedy = "First check the key ID, the account and the region in the declared ARN. If the ARN is right, the key was deleted, and a deleted key cannot be restored. Contact Camunda support, and plan a new cluster with a new key.",
                RemedyCode = AwsCli.Command("kms", "describe-key", "--key-id", key.Arn.Value, "--region", key.Arn.Region),
                Evidence = [collected.Reference],
            };
    }
}
