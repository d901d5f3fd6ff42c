using AtRest.Core.Aws.Evidence;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;
using AtRest.KeyPolicies.Explaining;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Core.Aws.Rules.Kms;

/// <summary>The key is managed by the customer, in an account that the customer declared.</summary>
internal sealed class KeyOwnershipRule : KeyRule
{
    public override RuleDescriptor Descriptor { get; } = new()
    {
        Id = "KMS-5",
        Title = "The KMS key is customer managed and belongs to a declared account",
        Level = RuleLevel.Required,
        Severity = Severity.High,
        AppliesTo = EncryptionType.External.On(CloudProvider.Aws),
    };

    protected override Outcome Evaluate(RuleContext context, ClusterKey key)
    {
        var accounts = context.Organization.Aws;
        if (!accounts.IsEmpty && !accounts.Any(account => account.AccountId == key.Arn.AccountId))
        {
            return Foreign($"The {key.Designation} is in AWS account {key.Arn.AccountId}, which is not one of the declared accounts ({Listing.Of([.. accounts.Select(account => account.AccountId).Order(StringComparer.Ordinal)])}).");
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
            return Foreign($"The {key.Designation} is declared in AWS account {key.Arn.AccountId}, but AWS KMS reports that it belongs to account {account}.");
        }

        return metadata.KeyManager switch
        {
            "CUSTOMER" => Outcome.Pass($"The {key.Designation} is customer managed, in account {key.Arn.AccountId}{(context.Organization.Aws.IsEmpty ? " (the inventory declares no account to compare it with)" : "")}."),
            "AWS" => Outcome.Fail($"The {key.Designation} is an AWS managed key, not a customer managed key.") with
            {
                Consequence = "You cannot change the policy of an AWS managed key, so you cannot give the cluster's role access. You also cannot disable or rotate the key yourself.",
                Remedy = "Create a customer managed key in the same region, and a cluster that uses it. The command creates the key with the policy that this cluster needs. A new cluster has a different role: put that role in the policy instead.",
                RemedyCode = NewKey.Create(context, key.Arn.Region),
            },
            null => Outcome.Unknown($"AWS KMS did not return who manages the {key.Designation}."),
            var other => Outcome.Unknown($"AWS KMS reports '{other}' as the manager of the {key.Designation}. This version of AtRest does not support that value."),
        };
    }

    private static string? AccountOf(KmsKeyMetadata metadata) =>
        metadata.AccountId ?? (KmsKeyArn.TryParse(metadata.Arn, out var arn) ? arn.AccountId : null);

    private static Outcome Foreign(string message) => Outcome.Fail(message) with
    {
        Consequence = "The owner of that account controls the key. The owner can see who uses it, change its policy, disable it, or delete it.",
        Remedy = "Find out who owns the account. If it is yours, add it to the inventory under aws. If not, move the cluster to a key in your own account.",
    };
}
