using AtRest.Core.Aws.Evidence;
using AtRest.Core.Rules;
using AtRest.KeyPolicies.Generation;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Core.Aws.Rules.Kms;

/// <summary>
/// How a cluster gets a key that it lacks. A key without a policy of its own would lock the cluster out: AWS's default policy names the owner's account alone
/// (https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html). So each command brings the policy that <c>policy generate</c> writes.
/// </summary>
/// <param name="Advice">What the command does and what remains to be done, as sentences.</param>
/// <param name="Command">Null if there is nothing to create.</param>
internal sealed record NewKey(string Advice, string? Command)
{
    private const string Primary = "PRIMARY";

    /// <summary>A new symmetric encryption key.</summary>
    public static string Create(RuleContext context, string region) => AwsCli.Command(
        "kms", "create-key", "--key-spec", "SYMMETRIC_DEFAULT", "--key-usage", "ENCRYPT_DECRYPT", "--policy", PolicyOf(context), "--region", region);

    /// <summary>A further key of the cluster: a replica where the cluster's keys are multi-Region keys (https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-replicate.html), else a new key.</summary>
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
            return new NewKey($"Create none: the multi-Region key {primary.Value} has a related key there, {present.Value}. Check that its policy lets the cluster's role use it.", null);
        }

        var material = related.Origin == "EXTERNAL" ? " A replica of a key with imported material starts without any: import the same material into it, as KMS-7 describes." : "";
        return new NewKey(
            $"The command makes a replica of the multi-Region key {primary.Value}, with the policy that the cluster needs: a replica does not take over its primary's policy.{material}",
            AwsCli.Command("kms", "replicate-key", "--key-id", primary.Value, "--replica-region", region, "--policy", PolicyOf(context), "--region", primary.Region));
    }

    /// <summary>For this cluster alone, in the account that holds its declared key.</summary>
    private static string PolicyOf(RuleContext context) => MinimalPolicy.InOneLine(context.Keys[0].Arn.AccountId, context.External!.RoleArn);

    private static KmsKeyArn? PrimaryOf(KmsKeyMetadata metadata) =>
        KmsKeyArn.TryParse(metadata.MultiRegionKeyType == Primary ? metadata.Arn : metadata.MultiRegionPrimaryArn, out var primary) ? primary : null;
}
