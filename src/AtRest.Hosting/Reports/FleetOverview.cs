using System.Collections.Immutable;
using AtRest.Core.Inventory;
using AtRest.Hosting.Api.Authentication;
using AtRest.Hosting.Inventories;

namespace AtRest.Hosting.Reports;

/// <summary>The organizations that a caller can see, with their newest reports: for pages and the API.</summary>
internal sealed class FleetOverview(IInventorySource inventory, IReportCatalog reports)
{
    /// <summary>All organizations of the inventory that the caller can see, by name.</summary>
    public async Task<ImmutableArray<Organization>> OrganizationsAsync(Caller caller, CancellationToken cancellationToken) =>
        [.. (await inventory.ReadAsync(cancellationToken)).Organizations.Where(organization => caller.MaySee(organization.Id)).OrderBy(organization => organization.Name, StringComparer.OrdinalIgnoreCase)];

    /// <summary>Some organizations, each with the newest report about all of it.</summary>
    public async Task<ImmutableArray<FleetEntry>> WithReportsAsync(ImmutableArray<Organization> organizations, CancellationToken cancellationToken) =>
        [.. await Task.WhenAll(organizations.Select(async organization => new FleetEntry(organization, await reports.LatestAsync(organization.Id, LatestOf.Organization, cancellationToken))))];
}

/// <summary>An organization.</summary>
/// <param name="Organization">As declared.</param>
/// <param name="Report">The newest report about all of it; null if there is none.</param>
internal sealed record FleetEntry(Organization Organization, ReportEntry? Report);
