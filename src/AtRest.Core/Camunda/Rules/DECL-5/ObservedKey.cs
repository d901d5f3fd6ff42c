using AtRest.Core.Aws.Rules;
using AtRest.Core.Aws.Rules.KeyPolicy;
using AtRest.Core.Evidence;
using AtRest.Core.Google.Rules;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;

namespace AtRest.Core.Camunda.Rules;

/// <summary>What the clouds show of a cluster's key, to be held against the status that Camunda reports.</summary>
internal static class ObservedKey
{
    private static readonly RoleAccessRule RoleAccess = new();

    /// <summary>What keeps the cluster from using its key, as a clause; null if nothing of the kind was seen.</summary>
    public static string? Fault(RuleContext context) => context.Cluster.Encryption switch
    {
        DeclaredEncryption.Software software => GoogleFault(context, software.CryptoKey),
        DeclaredEncryption.Hardware hardware => GoogleFault(context, hardware.CryptoKey),
        _ => context.Keys.Select(key => AwsFault(context, key)).FirstOrDefault(fault => fault is not null),
    };

    /// <summary>All of it was seen, and nothing is wrong.</summary>
    public static bool IsInOrder(RuleContext context) =>
        Fault(context) is null
        && context.Keys.All(key => key.Evidence.Metadata.Value is not null)
        && RoleAccess.Evaluate(context).All(outcome => outcome.Status == FindingStatus.Pass);

    private static string? AwsFault(RuleContext context, ClusterKey key) => key.Evidence.Metadata.Value switch
    {
        _ when key.IsMissing => $"AWS KMS does not know the {key.Designation} (see KMS-1)",
        { KeyState: not ("Enabled" or "Updating") and var state } => $"AWS KMS says that the {key.Designation} is {state} (see KMS-2)",
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
            (null, AbsenceKind.NotFound) => "Google Cloud KMS does not know the key (see GKMS-1)",
            ({ Primary: null }, _) => "Google Cloud KMS says that the key has no primary version (see GKMS-1)",
            ({ Primary.State: not "ENABLED" and var state }, _) when GoogleWords.Said(state) is not null => $"Google Cloud KMS says that the key's primary version is {state} (see GKMS-1)",
            _ => null,
        };
    }
}
