using AtRest.Core.Inventory;

namespace AtRest.Core.Rules.Declaration;

/// <summary>Camunda offers external keys on AWS and its own keys on Google Cloud (https://docs.camunda.io/docs/components/concepts/encryption-at-rest/).</summary>
internal sealed class TypeOnCloudRule : IRule
{
    public RuleDescriptor Descriptor { get; } = new()
    {
        Id = "DECL-3",
        Title = "The encryption type exists on the cluster's cloud",
        Level = RuleLevel.Required,
        Severity = Severity.High,
        AppliesTo = EncryptionType.All,
    };

    public IEnumerable<Outcome> Evaluate(RuleContext context)
    {
        var type = context.Cluster.Encryption.Type;
        var cloud = NameOf(context.Cluster.Provider);
        if (CloudOf(type) is not { } needed)
        {
            yield return Outcome.Pass($"Provider-managed keys exist on every cloud, {cloud} included.");
        }
        else if (needed == context.Cluster.Provider)
        {
            yield return Outcome.Pass($"The type {type} exists on {cloud}, where this cluster is declared to run.");
        }
        else
        {
            yield return Outcome.Fail($"The cluster is declared to run on {cloud} with the type {type}, but Camunda offers {type} only on {NameOf(needed)}.") with
            {
                Consequence = "The cluster cannot have the encryption that the declaration promises: either its cloud or its type is declared wrongly.",
                Remedy = $"Look the cluster up in the Camunda Console and correct its provider or its encryption type in the inventory. If {type} is what you need, create a new cluster on {NameOf(needed)}: the type of an existing one cannot be changed.",
            };
        }
    }

    private static CloudProvider? CloudOf(EncryptionType type) => type switch
    {
        EncryptionType.External => CloudProvider.Aws,
        EncryptionType.Software or EncryptionType.Hardware => CloudProvider.Gcp,
        _ => null,
    };

    private static string NameOf(CloudProvider provider) => provider == CloudProvider.Aws ? "AWS" : "Google Cloud";
}
