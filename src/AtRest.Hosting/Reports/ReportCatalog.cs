using System.Collections.Immutable;
using AtRest.Hosting.Clocks;
using AtRest.Storage;

namespace AtRest.Hosting.Reports;

/// <summary>The stored reports. For a text that cannot be an ID, the storage is not called.</summary>
internal sealed class ReportCatalog(IBlobStore blobs, ReportIndex index, LatestReports latest, ClusterVerdicts verdicts, VerifiedFiles files, ClockWatch clock) : IReportCatalog
{
    private const int MostReports = 200;

    /// <summary>Few reports about some clusters follow a report about the organization.</summary>
    private const int StandingsPage = 50;

    public async Task<ReportPage?> ListAsync(string organizationId, string? before, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, MostReports);
        if (!StoragePaths.IsOrganizationId(organizationId))
        {
            return before is null ? new ReportPage([], HasMore: false) : null;
        }

        IAsyncEnumerable<IndexedReport> names;
        if (before is null)
        {
            names = index.AllAsync(organizationId, limit + 1, cancellationToken);
        }
        else if (StoragePaths.IsId(before) && await index.PlaceAsync(organizationId, before, cancellationToken) is { } place)
        {
            names = index.AfterAsync(place, limit + 1, cancellationToken);
        }
        else
        {
            return null;
        }

        var found = await index.TakeAsync(names, limit + 1, cancellationToken);
        return new ReportPage([.. found.Take(limit)], found.Length > limit);
    }

    public async Task<ReportEntry?> FindAsync(string organizationId, string reportId, CancellationToken cancellationToken) =>
        StoragePaths.IsOrganizationId(organizationId) && StoragePaths.IsId(reportId) ? await index.FindAsync(organizationId, reportId, cancellationToken) : null;

    public async Task<ReportEntry?> LatestAsync(string organizationId, LatestOf scope, CancellationToken cancellationToken) =>
        StoragePaths.IsOrganizationId(organizationId) ? await latest.FindAsync(organizationId, scope, _ => true, cancellationToken) : null;

    public async Task<ImmutableDictionary<string, ClusterStanding>> StandingsAsync(string organizationId, CancellationToken cancellationToken)
    {
        var standings = ImmutableDictionary.CreateBuilder<string, ClusterStanding>(StringComparer.OrdinalIgnoreCase);
        if (!StoragePaths.IsOrganizationId(organizationId))
        {
            return standings.ToImmutable();
        }

        List<IndexedReport> future = [];
        await foreach (var report in index.AllAsync(organizationId, StandingsPage, cancellationToken))
        {
            if (clock.IsFuture(report.GeneratedAt))
            {
                // Made while a clock was ahead: it is not newer than the others.
                clock.NoteFuture("A stored report");
                future.Add(report);
            }
            else if (await AddAsync(report) && report.IsWhole)
            {
                // Older reports do not matter: this one covers every cluster that was declared then.
                return standings.ToImmutable();
            }
        }

        foreach (var report in future)
        {
            if (await AddAsync(report) && report.IsWhole)
            {
                break;
            }
        }

        return standings.ToImmutable();

        async Task<bool> AddAsync(IndexedReport report)
        {
            if (await index.ReadAsync(report, cancellationToken) is not { } entry
                || await verdicts.ReadAsync(entry, cluster => !standings.ContainsKey(cluster.Id), cancellationToken) is not { } clusters)
            {
                return false;
            }

            foreach (var cluster in clusters)
            {
                standings.TryAdd(cluster.Id, new ClusterStanding(cluster, entry.ReportId, entry.GeneratedAt));
            }

            return true;
        }
    }

    public Task<BlobContent?> OpenAsync(ReportEntry report, ReportFile file, CancellationToken cancellationToken) =>
        files.OpenAsync(ReportBlobs.File(report.OrganizationId, report.ReportId, file.FileName), file, cancellationToken);

    public async Task<Uri?> LinkAsync(ReportEntry report, ReportFile file, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        var name = ReportBlobs.File(report.OrganizationId, report.ReportId, file.FileName);
        var link = await blobs.CreateReadLinkAsync(name, new ReadLink { Lifetime = lifetime, FileName = DownloadName.Of(report, file) }, cancellationToken);
        if (link is not null)
        {
            await files.CheckAsync(name, file, cancellationToken);
        }

        return link;
    }
}
