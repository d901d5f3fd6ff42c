using AtRest.Core.Aws.Evidence;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;
using AtRest.KeyPolicies.Explaining;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Core.Aws.Rules.Kms;

/// <summary>The key is the customer's own, in an account that the customer declared.</summary>
internal sealed class KeyOwnershipRule : KeyRule
{
    public override RuleDescriptor Descriptor { get; } = new()
    {
        Id = "KMS-5",
        Title = "The key is customer managed and in a declared account",
        Level = RuleLevel.Required,
        Severity = Severity.High,
        AppliesTo = EncryptionType.External,
    };

    protected override Outcome Evaluate(RuleContext context, ClusterKey key)
    {
        var accounts = context.Organization.Aws;
        if (!accounts.IsEmpty && !accounts.Any(account => account.AccountId == key.Arn.AccountId))
        {
            return Foreign($"The {key.Designation} is in AWS account {key.Arn.AccountId}, which is not among the declared accounts ({Listing.Of([.. accounts.Select(account => account.AccountId).Order(StringComparer.Ordinal)])}).");
        }

        var collected = key.Evidence.Metadata;
        return collected.TryGet(out var metadata, out _)
            ? Judge(context, key, metadata) with { Evidence = [collected.Reference] }
            : collected.Unread($"Who manages the {key.Designation}");
    }

    private static Outcome Judge(RuleContext context, ClusterKey key, KmsKeyMetadata metadata)
    {
        if (AccountOf(metadata) is { } account && account != key.Arn.AccountId)
        {
            return Foreign($"The {key.Designation} is declared in AWS account {key.Arn.AccountId}, but AWS KMS says that it belongs to account {account}.");
        }

        return metadata.KeyManager switch
        {
            "CUSTOMER" => Outcome.Pass($"The {key.Designation} is customer managed, in account {key.Arn.AccountId}{(context.Organization.Aws.IsEmpty ? " (no account was declared to compare it with)" : "")}."),
            "AWS" => Outcome.Fail($"The {key.Designation} is managed by AWS, not by the customer.") with
            {
                Consequence = "Its policy cannot be changed, so Camunda's role can never be granted access, and nobody can disable or rotate it on purpose.",
                Remedy = "Create a customer managed key in the same region, and a cluster that uses it. The command creates the key with the policy that this cluster needs. A new cluster has another role: name that role in the policy instead.",
                RemedyCode = NewKey.Create(context, key.Arn.Region),
            },
            null => Outcome.Unknown($"AWS KMS did not say who manages the {key.Designation}."),
            var other => Outcome.Unknown($"AWS KMS says that the {key.Designation} is managed by '{other}', which this version of AtRest does not know."),
        };
    }

    private static string? AccountOf(KmsKeyMetadata metadata) =>
        metadata.AccountId ?? (KmsKeyArn.TryParse(metadata.Arn, out var arn) ? arn.AccountId : null);

    private static Outcome Foreign(string message) => Outcome.Fail(message) with
    {
        Consequence = "Whoever owns that account controls the key: they can read who uses it, change its policy, disable it or delete it.",
        Remedy = "Find out whose account it is. If it is yours, add it under aws in the inventory; if not, move the cluster to a key of your own.",
    };
}
