using AtRest.Core.Inventory;
using AtRest.Hosting.Inventories;

namespace AtRest.Hosting.Api.Routes;

/// <summary>What the inventory declares, by id.</summary>
internal sealed class Declared(IInventorySource inventory)
{
    /// <summary>Null if there is no such organization.</summary>
    public async Task<Organization?> FindAsync(string organizationId, CancellationToken cancellationToken)
    {
        var document = await inventory.ReadAsync(cancellationToken);
        return document.Organizations.FirstOrDefault(organization => organization.Id == organizationId);
    }

    /// <summary>Ids of clusters that differ by case only are the same, as in the inventory.</summary>
    public static Cluster? Find(Organization organization, string clusterId) =>
        organization.Clusters.FirstOrDefault(cluster => string.Equals(cluster.Id, clusterId, StringComparison.OrdinalIgnoreCase));
}
