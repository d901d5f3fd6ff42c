using AtRest.Core.Camunda.Rules;
using AtRest.Core.Clouds;
using AtRest.Core.Inventory;

namespace AtRest.Core.Rules.Declaration;

/// <summary>Camunda offers external keys on AWS and its own keys on Google Cloud (https://docs.camunda.io/docs/components/saas/encryption-at-rest/).</summary>
internal sealed class TypeOnCloudRule : IRule
{
    public RuleDescriptor Descriptor { get; } = new()
    {
        Id = "DECL-3",
        Title = "The encryption type is available on the cluster's cloud",
        Level = RuleLevel.Required,
        Severity = Severity.High,
        AppliesTo = EncryptionType.All,
    };

    public IEnumerable<Outcome> Evaluate(RuleContext context)
    {
        var type = context.Cluster.Encryption.Type;
        // Only an undeclared cluster can have no provider, and only DECL-1 judges such a cluster.
        var declared = context.Cluster.Provider!.Value;
        if (context.Cluster.Encryption.KeyCloud is { } holder && CloudOf(type) is { } offered && holder != offered)
        {
            yield return KeyElsewhere(type, holder, offered);
            yield break;
        }

        var hosting = ReportedCloud.Of(context);
        yield return hosting.With((CloudOf(type), hosting.Provider) switch
        {
            (_, { } actual) when actual != declared => Contradiction(context, type, actual, hosting.Region!),
            ({ } needed, _) when needed != declared => Impossible(type, declared, needed),
            // KMS-4 and GKMS-4 compare the regions of the other types.
            (null, _) when new ReportedRegions(context).RegionContradiction is { } contradiction => WrongRegion(contradiction),
            (null, _) when hosting.UnknownName is { } => Outcome.Unknown($"Provider-managed keys are available on {NameOf(declared)}, where this cluster is declared to run. {hosting.Unread}") with { Remedy = LookUp },
            (null, _) => Outcome.Pass($"Provider-managed keys are available on every cloud, including {NameOf(declared)}."),
            (_, { } actual) => Outcome.Pass($"The type {type} is available on {NameOf(actual)}, where Camunda hosts this cluster, as declared."),
            _ when hosting.Unread is { } cause => Outcome.Unknown($"The type {type} is available on {NameOf(declared)}, where this cluster is declared to run. Where Camunda hosts it could not be determined. {cause}") with { Remedy = hosting.UnknownName is null ? null : LookUp },
            _ => Outcome.Pass($"The type {type} is available on {NameOf(declared)}, where this cluster is declared to run."),
        });
    }

    private const string LookUp = "Check the cluster in the Camunda Console, and correct its provider and region in the inventory if they are wrong. Also check whether a newer version of AtRest supports this cloud.";

    private static Outcome KeyElsewhere(EncryptionType type, CloudProvider holder, CloudProvider offered) =>
        Outcome.Fail($"The cluster is declared {type} with a key on {NameOf(holder)}, but Camunda offers {type} only with keys on {NameOf(offered)}. AtRest did not audit this key.") with
        {
            Consequence = "The cluster cannot have the encryption that the declaration promises: either its key or its type is declared wrongly.",
            Remedy = "Look the cluster up in the Camunda Console and correct its encryption in the inventory.",
        };

    private static Outcome Impossible(EncryptionType type, CloudProvider declared, CloudProvider needed) =>
        Outcome.Fail($"The cluster is declared to run on {NameOf(declared)} with the type {type}, but Camunda offers {type} only on {NameOf(needed)}.") with
        {
            Consequence = "The cluster cannot be encrypted as declared. Either its cloud or its type is declared wrongly.",
            Remedy = $"Check the cluster in the Camunda Console, and correct its provider or its encryption type in the inventory. If you need {type}, create a new cluster on {NameOf(needed)}. The type of an existing cluster cannot be changed.",
        };

    private static Outcome Contradiction(RuleContext context, EncryptionType type, CloudProvider actual, string region)
    {
        var impossible = CloudOf(type) is { } needed && needed != actual;
        return Outcome.Fail($"The cluster is declared to run on {NameOf(context.Cluster.Provider!.Value)}, but Camunda reports the region {region}, which belongs to {NameOf(actual)}."
            + (impossible ? $" There, Camunda does not offer the declared type {type}." : "")) with
        {
            Consequence = impossible
                ? "The cluster cannot be encrypted as declared."
                : "The inventory is wrong about where the cluster runs, so the cluster's encryption cannot be judged by it.",
            Remedy = "Check the cluster in the Camunda Console. Correct its provider and region in the inventory, and its encryption type if it is wrong too.",
        };
    }

    private static Outcome WrongRegion(string contradiction) => Outcome.Fail(contradiction) with
    {
        Consequence = "The inventory may be wrong about where the cluster's data is stored.",
        Remedy = "Compare the cluster's region in the Camunda Console with the inventory and correct the inventory if it is wrong.",
    };

    private static CloudProvider? CloudOf(EncryptionType type) => CloudDescriptions.OfType(type);

    private static string NameOf(CloudProvider provider) => InventoryWords.NameOf(provider);
}
