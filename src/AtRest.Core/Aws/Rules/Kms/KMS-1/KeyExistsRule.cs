using AtRest.Core.Evidence;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;

namespace AtRest.Core.Aws.Rules.Kms;

/// <summary>A key that AWS KMS does not know is lost, and the data with it.</summary>
internal sealed class KeyExistsRule : KeyRule
{
    public override RuleDescriptor Descriptor { get; } = new()
    {
        Id = "KMS-1",
        Title = "The key exists",
        Level = RuleLevel.Required,
        Severity = Severity.Critical,
        AppliesTo = EncryptionType.External,
    };

    protected override bool NeedsExistingKey => false;

    protected override Outcome Evaluate(RuleContext context, ClusterKey key)
    {
        var collected = key.Evidence.Metadata;
        if (collected.TryGet(out var metadata, out var absence))
        {
            return Outcome.Pass($"AWS KMS knows the {key.Designation}; its state is {metadata.KeyState}.") with { Evidence = [collected.Reference] };
        }

        return absence.Kind != AbsenceKind.NotFound
            ? collected.Unread($"Whether the {key.Designation} exists")
            : Outcome.Fail($"AWS KMS does not know the {key.Designation}: no key {key.Arn.KeyId} exists in account {key.Arn.AccountId}, region {key.Arn.Region}.") with
            {
                Consequence = "If the key was deleted, the cluster is dead for ever and its data is lost: nobody, AWS included, can decrypt it.",
                Remedy = "First check the declared ARN for a mistyped id, account or region. If it is right, the key was deleted: tell Camunda support, and plan a new cluster with a new key. A deleted key cannot be restored.",
                RemedyCode = AwsCli.Command("kms", "describe-key", "--key-id", key.Arn.Value, "--region", key.Arn.Region),
                Evidence = [collected.Reference],
            };
    }
}
