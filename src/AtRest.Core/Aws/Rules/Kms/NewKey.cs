using AtRest.Core.Aws.Evidence;
using AtRest.Core.Rules;
using AtRest.KeyPolicies.Generation;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Core.Aws.Rules.Kms;

/// <summary>
/// How to create a key that a cluster lacks. A key with the default policy would lock the cluster out, because that policy names only the owner's account
/// (https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html). So each command includes the policy that <c>policy generate</c> writes.
/// </summary>
/// <param name="Advice">What the command does and what else to do, as sentences.</param>
/// <param name="Command">Null if there is nothing to create.</param>
internal sealed record NewKey(string Advice, string? Command)
{
    private const string Primary = "PRIMARY";

    /// <summary>A new symmetric encryption key.</summary>
    public static string Create(RuleContext context, string region) => AwsCli.Command(
        "kms", "create-key", "--key-spec", "SYMMETRIC_DEFAULT", "--key-usage", "ENCRYPT_DECRYPT", "--policy", PolicyOf(context), "--region", region);

    /// <summary>Another key for the cluster: a replica if the cluster's keys are multi-Region keys (https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-replicate.html), otherwise a new key.</summary>
    public static NewKey In(RuleContext context, string region)
    {
        var related = context.Keys.Select(key => key.Evidence.Metadata.Value).FirstOrDefault(metadata => metadata is { MultiRegion: true });
        if (related is null || PrimaryOf(related) is not { } primary)
        {
            return new NewKey("The command creates the key with the policy that the cluster needs.", Create(context, region));
        }

        var present = related.MultiRegionReplicaArns.Append(related.MultiRegionPrimaryArn).Append(related.Arn)
            .Select(arn => KmsKeyArn.TryParse(arn, out var parsed) ? parsed : null)
            .FirstOrDefault(arn => arn is not null && string.Equals(arn.Region, region, StringComparison.OrdinalIgnoreCase));
        if (present is not null)
        {
            return new NewKey($"Do not create one: the multi-Region key {primary.Value} has a related key there, {present.Value}. Check that its policy lets the cluster's role use it.", null);
        }

        var material = related.Origin == "EXTERNAL" ? " A new replica of a key with imported material has no key material. Import the same material into it, as described for KMS-7." : "";
        return new NewKey(
            $"The command creates a replica of the multi-Region key {primary.Value}, with the policy that the cluster needs. A replica does not get the policy of its primary key.{material}",
            AwsCli.Command("kms", "replicate-key", "--key-id", primary.Value, "--replica-region", region, "--policy", PolicyOf(context), "--region", primary.Region));
    }

    /// <summary>A policy for this cluster only, in the account of its declared key.</summary>
    private static string PolicyOf(RuleContext context) => MinimalPolicy.InOneLine(context.Keys[0].Arn.AccountId, context.External!.RoleArn);

    private static KmsKeyArn? PrimaryOf(KmsKeyMetadata metadata) =>
        KmsKeyArn.TryParse(metadata.MultiRegionKeyType == Primary ? metadata.Arn : metadata.MultiRegionPrimaryArn, out var primary) ? primary : null;
}
