using AtRest.Core.Inventory;

namespace AtRest.Hosting.Reports.Details;

/// <summary>Finds a cluster with what the newest report about it says: for pages and the API.</summary>
internal sealed class ClusterDetails(IReportCatalog reports, ReportDetails details)
{
    /// <summary>A cluster that is declared, or that a report has; null if there is none with this ID.</summary>
    public async Task<FoundCluster?> FindAsync(Organization organization, string id, CancellationToken cancellationToken)
    {
        var declared = organization.Clusters.FirstOrDefault(cluster => string.Equals(cluster.Id, id, StringComparison.OrdinalIgnoreCase));
        var standing = (await reports.StandingsAsync(organization.Id, cancellationToken)).GetValueOrDefault(declared?.Id ?? id);
        if (declared is null && standing is null)
        {
            return null;
        }

        var line = standing is null ? null : (await details.LinesAsync(organization.Id, standing.ReportId, cancellationToken))?.GetValueOrDefault(standing.Cluster.Id);
        var detail = line is null ? null : await details.ClusterAsync(organization.Id, standing!.ReportId, line, cancellationToken);
        return new FoundCluster(declared, standing, line, detail);
    }
}

/// <summary>A cluster and what is known of it.</summary>
/// <param name="Declared">Null for a cluster that only a report has.</param>
/// <param name="Standing">The result of the newest report about it; null without one.</param>
/// <param name="Line">Its line in that report; null for a report of an earlier release.</param>
/// <param name="Detail">Its details in that report; null for a report of an earlier release.</param>
internal sealed record FoundCluster(Cluster? Declared, ClusterStanding? Standing, ClusterRow? Line, ClusterDetail? Detail)
{
    public string Id => Declared?.Id ?? Standing!.Cluster.Id;

    public string Name => Declared?.Name ?? Standing!.Cluster.Name;
}
