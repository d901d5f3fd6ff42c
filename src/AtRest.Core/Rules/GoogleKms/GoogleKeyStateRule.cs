using AtRest.Core.Inventory;

namespace AtRest.Core.Rules.GoogleKms;

/// <summary>Holds the place of the look at a Camunda-managed key: as long as Google Cloud KMS is not read, the verdict on such a cluster stays open.</summary>
internal sealed class GoogleKeyStateRule : IRule
{
    public RuleDescriptor Descriptor { get; } = new()
    {
        Id = "GKMS-1",
        Title = "The key exists and its primary version is enabled",
        Level = RuleLevel.Required,
        Severity = Severity.High,
        AppliesTo = EncryptionType.Software | EncryptionType.Hardware,
    };

    public IEnumerable<Outcome> Evaluate(RuleContext context)
    {
        var cryptoKey = context.Cluster.Encryption switch
        {
            DeclaredEncryption.Software software => software.CryptoKey,
            DeclaredEncryption.Hardware hardware => hardware.CryptoKey,
            _ => null,
        };
        yield return Outcome.Unknown(
            "Google Cloud KMS was not read: this version of AtRest does not read it yet. So nobody has looked at the key of this cluster, and its type rests on the declaration alone.") with
        {
            Resource = cryptoKey,
            Remedy = "Ask Camunda, who manages this key, for its state, its protection level and its last rotation, and keep the answer with this report.",
        };
    }
}
