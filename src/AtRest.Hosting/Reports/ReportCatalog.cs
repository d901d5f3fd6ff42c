using System.Collections.Immutable;
using AtRest.Storage;

namespace AtRest.Hosting.Reports;

/// <summary>The stored reports. For a text that cannot be an ID, the storage is not called.</summary>
internal sealed class ReportCatalog(IBlobStore blobs, ReportIndex index) : IReportCatalog
{
    private const int MostReports = 200;

    public async Task<ReportPage?> ListAsync(string organizationId, string? before, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, MostReports);
        if (!StoragePaths.IsOrganizationId(organizationId))
        {
            return before is null ? new ReportPage([], HasMore: false) : null;
        }

        var found = new List<IndexedReport>(limit + 1);
        var isAfter = before is null;
        await foreach (var report in index.AllAsync(organizationId, cancellationToken))
        {
            if (isAfter)
            {
                found.Add(report);
            }

            isAfter |= report.ReportId == before;
            if (found.Count > limit)
            {
                break;
            }
        }

        return isAfter ? new ReportPage(await index.ReadAsync(found.Take(limit), cancellationToken), found.Count > limit) : null;
    }

    public async Task<ReportEntry?> FindAsync(string organizationId, string reportId, CancellationToken cancellationToken) =>
        StoragePaths.IsOrganizationId(organizationId) && StoragePaths.IsId(reportId)
            && await index.FirstAsync(organizationId, report => report.ReportId == reportId, cancellationToken) is { } found
            ? await index.ReadAsync(found.Name, cancellationToken)
            : null;

    public async Task<ReportEntry?> LatestAsync(string organizationId, LatestOf scope, CancellationToken cancellationToken) =>
        StoragePaths.IsOrganizationId(organizationId) && await index.FirstAsync(organizationId, report => scope == LatestOf.Any || report.IsWhole, cancellationToken) is { } newest
            ? await index.ReadAsync(newest.Name, cancellationToken)
            : null;

    public async Task<ImmutableDictionary<string, ClusterStanding>> StandingsAsync(string organizationId, CancellationToken cancellationToken)
    {
        var standings = ImmutableDictionary.CreateBuilder<string, ClusterStanding>(StringComparer.OrdinalIgnoreCase);
        if (!StoragePaths.IsOrganizationId(organizationId))
        {
            return standings.ToImmutable();
        }

        // Reports older than the newest whole one do not matter: it covers every cluster that was declared then.
        var needed = new List<IndexedReport>();
        await foreach (var report in index.AllAsync(organizationId, cancellationToken))
        {
            needed.Add(report);
            if (report.IsWhole)
            {
                break;
            }
        }

        foreach (var entry in await index.ReadAsync(needed, cancellationToken))
        {
            foreach (var cluster in entry.Clusters)
            {
                standings.TryAdd(cluster.Id, new ClusterStanding(cluster, entry.ReportId, entry.GeneratedAt));
            }
        }

        return standings.ToImmutable();
    }

    public async Task<BlobContent?> OpenAsync(ReportEntry report, ReportFile file, CancellationToken cancellationToken)
    {
        var name = ReportBlobs.File(report.OrganizationId, report.ReportId, file.FileName);
        var content = await blobs.ReadAsync(name, cancellationToken);
        if (content is null || content.Info.Length == file.Length)
        {
            return content;
        }

        await content.DisposeAsync();
        throw BlobJson.Changed(name, null);
    }

    public Task<Uri?> LinkAsync(ReportEntry report, ReportFile file, TimeSpan lifetime, CancellationToken cancellationToken) =>
        blobs.CreateReadLinkAsync(
            ReportBlobs.File(report.OrganizationId, report.ReportId, file.FileName),
            new ReadLink { Lifetime = lifetime, FileName = DownloadName.Of(report, file) },
            cancellationToken);
}
