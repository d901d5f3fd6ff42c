using AtRest.Core.Aws;
using AtRest.Core.Inventory;
using AtRest.KeyPolicies.Explaining;

namespace AtRest.Core.Rules.Declaration;

/// <summary>Clusters that share a key depend on each other: disabling the key stops all of them.</summary>
internal sealed class KeySharingRule : IRule
{
    public RuleDescriptor Descriptor { get; } = new()
    {
        Id = "DECL-6",
        Title = "No other cluster uses the same key",
        Level = RuleLevel.Recommended,
        Severity = Severity.Medium,
        AppliesTo = EncryptionType.External | EncryptionType.Software | EncryptionType.Hardware,
    };

    public IEnumerable<Outcome> Evaluate(RuleContext context) => context.Cluster.Encryption switch
    {
        DeclaredEncryption.Software software => [JudgeCryptoKey(context, software.CryptoKey)],
        DeclaredEncryption.Hardware hardware => [JudgeCryptoKey(context, hardware.CryptoKey)],
        { Type: EncryptionType.External } when context.External is null =>
            [Outcome.Unknown("The declared key is not in AWS KMS (see DECL-3), so AtRest cannot tell whether another cluster uses it too.")],
        _ => context.Keys.Select(key => Judge(context, key.Designation, key.Arn.Value)),
    };

    private static Outcome JudgeCryptoKey(RuleContext context, string? cryptoKey) => cryptoKey is null
        ? Outcome.Unknown("The inventory does not declare the cluster's key in Google Cloud KMS (cryptoKey), so AtRest cannot check whether another cluster uses it too.") with
        {
            Remedy = "Declare the cluster's cryptoKey in the inventory. Camunda manages the key. Contact Camunda support for its name.",
        }
        : Judge(context, "key", cryptoKey);

    private static Outcome Judge(RuleContext context, string designation, string keyName)
    {
        var sharing = context.Evidence.Sharing(keyName);
        var reported = ReportedSharers.Of(context, keyName, sharing);
        List<string> own =
        [
            .. sharing?.Clusters.Where(id => id != context.Cluster.Id).Order(StringComparer.Ordinal).Select(id => NameOf(context, id)) ?? [],
            .. reported.Names,
        ];
        var outcome = sharing switch
        {
            { ForeignClusters: > 0 } => Outcome.Fail($"The {designation} is also declared by {Clusters(sharing.ForeignClusters)} of another organization.{AlsoOwn(own)}") with
            {
                Severity = Severity.Critical,
                Level = RuleLevel.Required,
                Consequence = "The data of two customers depends on one key. The customer who controls the key can lock out the other customer, or decrypt that customer's data.",
                Remedy = "Find out which declaration is wrong. If the clusters do share the key, create a separate key for this cluster. If the key of the cluster cannot be replaced, create a new cluster.",
            },
            _ when own.Count > 0 => Outcome.Fail($"The {designation} is also used by {Clusters(own.Count)} of this organization: {Listing.Of(own)}.") with
            {
                Consequence = "All of these clusters stop if the key is disabled or lost, and access to the key gives access to the data of all of them. Camunda recommends separate keys for production, staging and development.",
                Remedy = (reported.HasUndeclared ? "Declare the undeclared cluster, with its role, or delete it (see DECL-1). " : "")
                    + (reported.HasOtherDeclaration ? "Correct the declaration of the cluster that uses this key according to Camunda (see DECL-1 and DECL-2). " : "")
                    + "When a cluster is next replaced, give it a separate key. Such a key can be disabled without stopping another cluster.",
            },
            _ => Outcome.Pass($"No other cluster in the inventory uses the {designation}."),
        };
        return outcome with { Resource = keyName, Evidence = reported.Reference is { } reference ? [reference] : [] };
    }

    /// <summary>A cluster outside of this audit is named by its ID, because its name is not known.</summary>
    private static string NameOf(RuleContext context, string id) =>
        context.Organization.Clusters.FirstOrDefault(cluster => cluster.Id == id) is { } cluster ? $"{cluster.Name} ({id})" : id;

    private static string AlsoOwn(List<string> own) => own.Count == 0 ? "" : $" It is also used by {Clusters(own.Count)} of this organization: {Listing.Of(own)}.";

    private static string Clusters(int count) => count == 1 ? "1 cluster" : $"{count} clusters";
}
