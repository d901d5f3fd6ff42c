using AtRest.Core.Camunda.Evidence;
using AtRest.Core.Evidence;
using AtRest.Core.Inventory;

namespace AtRest.Core.Audits;

/// <summary>
/// Two organizations of an inventory may use one API client, and then Camunda's response contains the clusters of both. The clusters that another organization declares
/// are removed from the evidence, because a customer's report never names another customer's clusters.
/// </summary>
public static class CamundaScope
{
    /// <summary>The evidence of an organization without Camunda's data about clusters that only others declare.</summary>
    public static CloudEvidence WithoutOthers(CloudEvidence clouds, InventoryDocument inventory, string organizationId)
    {
        if (clouds.Camunda is not { Clusters: { Value: { } reported } clusters } camunda)
        {
            return clouds;
        }

        var own = Ids(inventory.Organizations.Where(organization => organization.Id == organizationId));
        var foreign = Ids(inventory.Organizations.Where(organization => organization.Id != organizationId));
        if (!reported.Items.Any(IsForeign))
        {
            return clouds;
        }

        var rest = new CamundaClusters([.. reported.Items.Where(cluster => !IsForeign(cluster))]);
        return clouds.WithCamunda(camunda with { Clusters = clusters with { Value = rest, Sha256 = EvidenceHash.OfValue(rest) } });

        bool IsForeign(CamundaCluster cluster) => foreign.Contains(cluster.Uuid) && !own.Contains(cluster.Uuid);
    }

    private static HashSet<string> Ids(IEnumerable<Organization> organizations) =>
        organizations.SelectMany(organization => organization.Clusters).Select(cluster => cluster.Id).ToHashSet(StringComparer.OrdinalIgnoreCase);
}
