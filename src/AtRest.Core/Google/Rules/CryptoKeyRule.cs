using AtRest.Core.Evidence;
using AtRest.Core.Google.Evidence;
using AtRest.Core.Google.Inventory;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;

namespace AtRest.Core.Google.Rules;

/// <summary>A rule about a cluster's key in Google Cloud KMS, which Camunda manages.</summary>
internal abstract class CryptoKeyRule : IRule
{
    protected const string Enabled = "ENABLED";

    public abstract RuleDescriptor Descriptor { get; }

    /// <summary>Whether the rule needs evidence from Google, so that it does not apply to a key that does not exist.</summary>
    protected virtual bool NeedsExistingKey => true;

    public IEnumerable<Outcome> Evaluate(RuleContext context)
    {
        if (CryptoKeyName.Of(context.Cluster.Encryption) is not { } name)
        {
            yield return Outcome.Unknown("The inventory does not declare the cluster's key in Google Cloud KMS (cryptoKey), so AtRest cannot check the key.") with
            {
                Remedy = "Declare the cluster's cryptoKey in the inventory. Camunda manages the key. Contact Camunda support for its name.",
            };
            yield break;
        }

        var key = context.Evidence.CryptoKey(name);
        var outcome = NeedsExistingKey && key.Key.Absence?.Kind == AbsenceKind.NotFound
            ? Outcome.NotApplicable("The key does not exist (see GKMS-1), so this rule does not apply.") with { Evidence = [key.Key.Reference] }
            : Evaluate(context, key);
        yield return outcome with { Resource = outcome.Resource ?? name };
    }

    protected abstract Outcome Evaluate(RuleContext context, CryptoKeyEvidence key);

    /// <summary>The protection level of the declared type, for messages.</summary>
    protected static string LevelOf(Cluster cluster) => cluster.Encryption is DeclaredEncryption.Hardware ? "HSM" : "SOFTWARE";

    /// <summary>Whether a protection level matches the declared type.</summary>
    protected static bool IsLevelOf(Cluster cluster, string level) => cluster.Encryption is DeclaredEncryption.Hardware ? IsHsm(level) : level == "SOFTWARE";

    /// <summary>A single-tenant HSM is also a hardware security module (https://docs.cloud.google.com/kms/docs/protection-levels).</summary>
    protected static bool IsHsm(string? level) => level is "HSM" or "HSM_SINGLE_TENANT";

    /// <summary>The remedy for a key that the customer cannot change: what to request from Camunda support.</summary>
    protected static string AskCamunda(CryptoKeyEvidence key, string what) =>
        $"Camunda manages this key. Ask Camunda support to {what}. Include the key's name, {key.Name}, and this finding.";

    /// <summary><c>version 3</c>.</summary>
    protected static string Short(CryptoKeyVersion version) => VersionText.Short(version);
}
