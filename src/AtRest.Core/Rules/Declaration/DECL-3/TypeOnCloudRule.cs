using AtRest.Core.Camunda.Rules;
using AtRest.Core.Inventory;

namespace AtRest.Core.Rules.Declaration;

/// <summary>Camunda offers external keys on AWS and its own keys on Google Cloud (https://docs.camunda.io/docs/components/saas/encryption-at-rest/).</summary>
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
        // Only a cluster that is not declared may have none, and DECL-1 alone judges it.
        var declared = context.Cluster.Provider!.Value;
        var hosting = ReportedCloud.Of(context);
        yield return hosting.With((CloudOf(type), hosting.Provider) switch
        {
            (_, { } actual) when actual != declared => Contradiction(context, type, actual, hosting.Region!),
            ({ } needed, _) when needed != declared => Impossible(type, declared, needed),
            // KMS-4 and GKMS-4 compare the regions of the other types.
            (null, _) when new ReportedRegions(context).RegionContradiction is { } contradiction => WrongRegion(contradiction),
            (null, _) when hosting.UnknownName is { } => Outcome.Unknown($"Provider-managed keys exist on {NameOf(declared)}, where this cluster is declared to run. {hosting.Unseen}") with { Remedy = LookUp },
            (null, _) => Outcome.Pass($"Provider-managed keys exist on every cloud, {NameOf(declared)} included."),
            (_, { } actual) => Outcome.Pass($"The type {type} exists on {NameOf(actual)}, where Camunda hosts this cluster, as declared."),
            _ when hosting.Unseen is { } cause => Outcome.Unknown($"The type {type} exists on {NameOf(declared)}, where this cluster is declared to run. Where Camunda really hosts it could not be seen. {cause}") with { Remedy = hosting.UnknownName is null ? null : LookUp },
            _ => Outcome.Pass($"The type {type} exists on {NameOf(declared)}, where this cluster is declared to run."),
        });
    }

    private const string LookUp = "Look the cluster up in the Camunda Console, correct its provider and region in the inventory if they are wrong, and see whether a newer version of AtRest knows this cloud.";

    private static Outcome Impossible(EncryptionType type, CloudProvider declared, CloudProvider needed) =>
        Outcome.Fail($"The cluster is declared to run on {NameOf(declared)} with the type {type}, but Camunda offers {type} only on {NameOf(needed)}.") with
        {
            Consequence = "The cluster cannot have the encryption that the declaration promises: either its cloud or its type is declared wrongly.",
            Remedy = $"Look the cluster up in the Camunda Console and correct its provider or its encryption type in the inventory. If {type} is what you need, create a new cluster on {NameOf(needed)}: the type of an existing one cannot be changed.",
        };

    private static Outcome Contradiction(RuleContext context, EncryptionType type, CloudProvider actual, string region)
    {
        var impossible = CloudOf(type) is { } needed && needed != actual;
        return Outcome.Fail($"The cluster is declared to run on {NameOf(context.Cluster.Provider!.Value)}, but Camunda reports the region {region}, which belongs to {NameOf(actual)}."
            + (impossible ? $" There, Camunda does not offer the declared type {type}." : "")) with
        {
            Consequence = impossible
                ? "The cluster cannot have the encryption that the declaration promises."
                : "The declaration is wrong about where the cluster runs, so it is no basis to judge its encryption by.",
            Remedy = "Look the cluster up in the Camunda Console and correct its provider and region, and if need be its encryption type, in the inventory.",
        };
    }

    private static Outcome WrongRegion(string contradiction) => Outcome.Fail(contradiction) with
    {
        Consequence = "The declaration is wrong about where the cluster's data lies.",
        Remedy = "Compare the cluster's region in the Camunda Console with the inventory and correct what is wrong there.",
    };

    private static CloudProvider? CloudOf(EncryptionType type) => type switch
    {
        EncryptionType.External => CloudProvider.Aws,
        EncryptionType.Software or EncryptionType.Hardware => CloudProvider.Gcp,
        _ => null,
    };

    private static string NameOf(CloudProvider provider) => InventoryWords.NameOf(provider);
}
