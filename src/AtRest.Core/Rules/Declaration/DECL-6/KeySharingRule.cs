using AtRest.Core.Inventory;
using AtRest.KeyPolicies.Explaining;

namespace AtRest.Core.Rules.Declaration;

/// <summary>Each cluster can have its own key; a shared one ties clusters together.</summary>
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
        _ => context.Keys.Select(key => Judge(context, key.Designation, key.Arn.Value)),
    };

    private static Outcome JudgeCryptoKey(RuleContext context, string? cryptoKey) => cryptoKey is null
        ? Outcome.Unknown("The cluster's key in Google Cloud KMS is not declared (cryptoKey), so nobody can say whether another cluster uses it too.") with
        {
            Remedy = "Declare the cluster's cryptoKey in the inventory. Camunda manages the key and can name it.",
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
                Consequence = "The data of two customers depends on one key: the customer who controls it can lock out the other one, or decrypt the other one's data.",
                Remedy = "Find out which declaration is wrong. If the key is really shared, create a key of its own for this cluster; a cluster whose key cannot be replaced needs a new cluster.",
            },
            _ when own.Count > 0 => Outcome.Fail($"The {designation} is also used by {Clusters(own.Count)} of this organization: {Listing.Of(own)}.") with
            {
                Consequence = "Disabling or losing this one key stops all of these clusters, and access to one cluster's key is access to all. Camunda advises separate keys for production, staging and development.",
                Remedy = (reported.HasUndeclared ? "Declare the cluster that the inventory does not declare, with its role, or delete it (see DECL-1). " : "")
                    + (reported.HasOtherDeclaration ? "Correct the declaration of the cluster that uses this key only by Camunda's report (see DECL-1 and DECL-2). " : "")
                    + "Give each cluster a key of its own when it is next replaced: a key for this cluster's data alone can be disabled without stopping another one.",
            },
            _ => Outcome.Pass($"No other cluster of the inventory uses the {designation}."),
        };
        return outcome with { Resource = keyName, Evidence = reported.Reference is { } reference ? [reference] : [] };
    }

    /// <summary>The sharing cluster may be outside of this audit; then only its id is known.</summary>
    private static string NameOf(RuleContext context, string id) =>
        context.Organization.Clusters.FirstOrDefault(cluster => cluster.Id == id) is { } cluster ? $"{cluster.Name} ({id})" : id;

    private static string AlsoOwn(List<string> own) => own.Count == 0 ? "" : $" It is used by {Clusters(own.Count)} of this organization, too: {Listing.Of(own)}.";

    private static string Clusters(int count) => count == 1 ? "1 cluster" : $"{count} clusters";
}
