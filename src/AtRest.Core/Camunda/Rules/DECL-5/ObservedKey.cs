using AtRest.Core.Aws;
using AtRest.Core.Aws.Rules;
using AtRest.Core.Aws.Rules.KeyPolicy;
using AtRest.Core.Evidence;
using AtRest.Core.Google;
using AtRest.Core.Google.Rules;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;

namespace AtRest.Core.Camunda.Rules;

/// <summary>The state of a cluster's key in its cloud, to compare with the status that Camunda reports.</summary>
internal static class ObservedKey
{
    private static readonly RoleAccessRule RoleAccess = new();

    /// <summary>What prevents the cluster from using its key, as a clause; null if no such fault was found.</summary>
    public static string? Fault(RuleContext context) => context.Cluster.Encryption switch
    {
        DeclaredEncryption.Software software => GoogleFault(context, software.CryptoKey),
        DeclaredEncryption.Hardware hardware => GoogleFault(context, hardware.CryptoKey),
        _ => context.Keys.Select(key => AwsFault(context, key)).FirstOrDefault(fault => fault is not null),
    };

    /// <summary>Whether all evidence of the keys was read and shows no fault.</summary>
    public static bool IsInOrder(RuleContext context) =>
        Fault(context) is null
        && context.Keys.All(key => key.Evidence.Metadata.Value is not null)
        && RoleAccess.Evaluate(context).All(outcome => outcome.Status == FindingStatus.Pass);

    private static string? AwsFault(RuleContext context, ClusterKey key) => key.Evidence.Metadata.Value switch
    {
        _ when key.IsMissing => $"the {key.Designation} does not exist (see KMS-1)",
        { KeyState: not ("Enabled" or "Updating") and var state } => $"AWS KMS reports the state {state} for the {key.Designation} (see KMS-2)",
        _ => RoleAccess.Evaluate(context).Any(outcome => outcome.Status == FindingStatus.Fail && outcome.Resource == key.Arn.Value)
            ? $"the policy of the {key.Designation} does not let the cluster's role use it (see KPOL-1)"
            : null,
    };

    private static string? GoogleFault(RuleContext context, string? cryptoKey)
    {
        if (cryptoKey is null)
        {
            return null;
        }

        var collected = context.Evidence.CryptoKey(cryptoKey).Key;
        return (collected.Value, collected.Absence?.Kind) switch
        {
            (null, AbsenceKind.NotFound) => "the key does not exist in Google Cloud KMS (see GKMS-1)",
            ({ Primary: null }, _) => "the key has no primary version (see GKMS-1)",
            ({ Primary.State: not "ENABLED" and var state }, _) when GoogleWords.Said(state) is not null => $"Google Cloud KMS reports the state {state} for the key's primary version (see GKMS-1)",
            _ => null,
        };
    }
}
