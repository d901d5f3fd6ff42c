using AtRest.KeyPolicies.Fixing;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Core.Aws.Rules.KeyPolicy;

/// <summary>
/// Puts the smallest change into a key's policy: bash commands that read the policy, apply the difference, and put the policy back
/// (https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html). If the difference does not fit any more, there is no file that could be put.
/// </summary>
internal static class PolicyFixCommands
{
    /// <param name="key">The key whose policy it is.</param>
    /// <param name="before">The policy as AWS returned it.</param>
    /// <param name="after">The fixed policy.</param>
    public static string Of(KmsKeyArn key, string before, string after)
    {
        var (policy, isFixed) = ($"policy-{key.KeyId}.json", $"fixed-{key.KeyId}.json");
        // A policy in one line is laid out before it is compared, so it must be laid out before the difference is applied.
        var layOut = PolicyDiff.IsLaidOut(before) ? "" : " | jq .";
        return string.Join(
            '\n',
            Get(key, policy, layOut),
            // Without fuzz, and without questions about a change that is there already.
            $"patch -N -F0 -o {isFixed} {policy} <<'END' || rm -f {isFixed}",
            PolicyDiff.Of(before, after).TrimEnd('\n'),
            "END",
            Put(key, isFixed));
    }

    /// <summary>Saves a policy in a file.</summary>
    /// <param name="key">The key whose policy it is.</param>
    /// <param name="file">Where it goes.</param>
    /// <param name="filter">What it goes through, after a pipe; empty: nothing.</param>
    public static string Get(KmsKeyArn key, string file, string filter = "") =>
        AwsCli.Command("kms", "get-key-policy", "--key-id", key.Value, "--policy-name", "default", "--region", key.Region, "--query", "Policy", "--output", "text") + $"{filter} > {file}";

    /// <summary>Puts a policy from a file.</summary>
    public static string Put(KmsKeyArn key, string file) =>
        AwsCli.Command("kms", "put-key-policy", "--key-id", key.Value, "--policy-name", "default", "--policy", $"file://{file}", "--region", key.Region);
}
