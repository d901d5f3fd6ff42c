using AtRest.Core.Inventory;
using AtRest.Hosting.Inventories;

namespace AtRest.Hosting.Api.Routes;

/// <summary>Finds organizations and clusters of the inventory by ID.</summary>
internal sealed class Declared(IInventorySource inventory)
{
    /// <summary>Null if the organization does not exist.</summary>
    public async Task<Organization?> FindAsync(string organizationId, CancellationToken cancellationToken)
    {
        var document = await inventory.ReadAsync(cancellationToken);
        return document.Organizations.FirstOrDefault(organization => organization.Id == organizationId);
    }

    /// <summary>IDs of clusters are compared without case, as in the inventory.</summary>
    public static Cluster? Find(Organization organization, string clusterId) =>
        organization.Clusters.FirstOrDefault(cluster => string.Equals(cluster.Id, clusterId, StringComparison.OrdinalIgnoreCase));
}
