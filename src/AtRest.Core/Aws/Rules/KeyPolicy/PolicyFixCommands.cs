using AtRest.KeyPolicies.Fixing;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Core.Aws.Rules.KeyPolicy;

/// <summary>
/// Writes bash commands that apply the smallest change to a key's policy: they read the policy, apply the difference, and put the policy back
/// (https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html). If the difference no longer applies, the commands put no policy.
/// </summary>
internal static class PolicyFixCommands
{
    /// <param name="key">The key of the policy.</param>
    /// <param name="before">The policy as AWS returned it.</param>
    /// <param name="after">The fixed policy.</param>
    public static string Of(KmsKeyArn key, string before, string after)
    {
        var (policy, isFixed) = ($"policy-{key.KeyId}.json", $"fixed-{key.KeyId}.json");
        // If the policy is formatted before it is compared, it must also be formatted before the difference is applied.
        var layOut = PolicyDiff.IsFormatted(before, after) ? " | jq ." : "";
        return string.Join(
            '\n',
            Get(key, policy, layOut),
            // Without fuzz, and without questions about a change that was already applied.
            $"patch -N -F0 -o {isFixed} {policy} <<'END' || rm -f {isFixed}",
            PolicyDiff.Printed(before, after).TrimEnd('\n'),
            "END",
            Put(key, isFixed));
    }

    /// <summary>Saves a policy in a file.</summary>
    /// <param name="key">The key of the policy.</param>
    /// <param name="file">The file to write.</param>
    /// <param name="filter">A filter, with its pipe; empty for none.</param>
    public static string Get(KmsKeyArn key, string file, string filter = "") =>
        AwsCli.Command("kms", "get-key-policy", "--key-id", key.Value, "--policy-name", "default", "--region", key.Region, "--query", "Policy", "--output", "text") + $"{filter} > {file}";

    /// <summary>Puts a policy from a file.</summary>
    public static string Put(KmsKeyArn key, string file) =>
        AwsCli.Command("kms", "put-key-policy", "--key-id", key.Value, "--policy-name", "default", "--policy", $"file://{file}", "--region", key.Region);
}
