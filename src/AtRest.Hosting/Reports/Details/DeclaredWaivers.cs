using System.Collections.Immutable;
using AtRest.Core.Audits;
using AtRest.Core.Inventory;

namespace AtRest.Hosting.Reports.Details;

/// <summary>The declared waivers of an organization, with their state in the newest report about all of it: for pages and the API.</summary>
internal sealed class DeclaredWaivers(IReportCatalog reports, ReportDetails details)
{
    /// <summary>The first to end first.</summary>
    public async Task<ImmutableArray<(Waiver Waiver, WaiverState? State)>> ListAsync(Organization organization, CancellationToken cancellationToken)
    {
        if (organization.Waivers.IsEmpty)
        {
            return [];
        }

        var entry = await reports.LatestAsync(organization.Id, LatestOf.Organization, cancellationToken);
        var overview = entry is null ? null : await details.OverviewAsync(entry, cancellationToken);
        return
        [
            .. organization.Waivers.OrderBy(waiver => waiver.Expires).ThenBy(waiver => waiver.Rule, StringComparer.Ordinal)
                .Select(waiver => (waiver, overview?.Waivers.FirstOrDefault(use => use.Waiver == waiver)?.State)),
        ];
    }
}
