using AtRest.Core.Evidence;
using AtRest.Core.Google.Evidence;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;

namespace AtRest.Core.Google.Rules;

/// <summary>A rule about a cluster's key in Google Cloud KMS, which Camunda manages.</summary>
internal abstract class CryptoKeyRule : IRule
{
    protected const string Enabled = "ENABLED";

    public abstract RuleDescriptor Descriptor { get; }

    /// <summary>Whether the rule rests on what Google says about the key, and so has no subject when the key does not exist.</summary>
    protected virtual bool NeedsExistingKey => true;

    public IEnumerable<Outcome> Evaluate(RuleContext context)
    {
        if (NameOf(context.Cluster) is not { } name)
        {
            yield return Outcome.Unknown("The cluster's key in Google Cloud KMS is not declared (cryptoKey), so nobody can look at it.") with
            {
                Remedy = "Declare the cluster's cryptoKey in the inventory. Camunda manages the key and can name it.",
            };
            yield break;
        }

        var key = context.Evidence.CryptoKey(name);
        var outcome = NeedsExistingKey && key.Key.Absence?.Kind == AbsenceKind.NotFound
            ? Outcome.NotApplicable("The key does not exist (see GKMS-1), so there is nothing to judge.") with { Evidence = [key.Key.Reference] }
            : Evaluate(context, key);
        yield return outcome with { Resource = outcome.Resource ?? name };
    }

    protected abstract Outcome Evaluate(RuleContext context, CryptoKeyEvidence key);

    /// <summary>The protection level of the declared type, for messages.</summary>
    protected static string LevelOf(Cluster cluster) => cluster.Encryption is DeclaredEncryption.Hardware ? "HSM" : "SOFTWARE";

    /// <summary>Whether a protection level is one of the declared type.</summary>
    protected static bool IsLevelOf(Cluster cluster, string level) => cluster.Encryption is DeclaredEncryption.Hardware ? IsHsm(level) : level == "SOFTWARE";

    /// <summary>A single-tenant HSM is a hardware security module as well (https://docs.cloud.google.com/kms/docs/protection-levels).</summary>
    protected static bool IsHsm(string? level) => level is "HSM" or "HSM_SINGLE_TENANT";

    /// <summary>The customer cannot touch the key: whom to ask for what, and with which words.</summary>
    protected static string AskCamunda(CryptoKeyEvidence key, string what) =>
        $"Camunda manages this key: ask Camunda's support to {what}. Quote the key's name, {key.Name}, and this finding.";

    /// <summary><c>version 3</c>.</summary>
    protected static string Short(CryptoKeyVersion version) => VersionText.Short(version);

    private static string? NameOf(Cluster cluster) => cluster.Encryption switch
    {
        DeclaredEncryption.Software software => software.CryptoKey,
        DeclaredEncryption.Hardware hardware => hardware.CryptoKey,
        _ => null,
    };
}
