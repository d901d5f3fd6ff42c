using System.Collections.Immutable;
using AtRest.Hosting.Clocks;
using AtRest.Storage;
using Microsoft.Extensions.Caching.Memory;

namespace AtRest.Hosting.Reports;

/// <summary>The stored reports. For a text that cannot be an ID, the storage is not called.</summary>
internal sealed class ReportCatalog(IBlobStore blobs, ReportIndex index, LatestReports latest, ClusterVerdicts verdicts, VerifiedFiles files, ClockWatch clock) : IReportCatalog, IDisposable
{
    /// <summary>In clusters.</summary>
    private const int MostKnown = 200_000;

    private readonly MemoryCache known = new(new MemoryCacheOptions { SizeLimit = MostKnown });

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
        List<PartOfStandings> parts = [];
        if (!StoragePaths.IsOrganizationId(organizationId))
        {
            return Combine(parts);
        }

        List<IndexedReport> future = [];
        StorageException? fault = null;
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
                return Known(organizationId, parts);
            }
        }

        foreach (var report in future)
        {
            if (await AddAsync(report) && report.IsWhole)
            {
                return Known(organizationId, parts);
            }
        }

        // Without a report about every cluster, those of the report that cannot be read now would look as if they had never been audited.
        return fault is null ? Known(organizationId, parts) : throw fault;

        async Task<bool> AddAsync(IndexedReport report)
        {
            if (await index.ReadAsync(report, cancellationToken, exception => fault = exception) is not { } entry || await verdicts.ReadAsync(entry, cancellationToken) is not { } clusters)
            {
                return false;
            }

            parts.Add(new PartOfStandings(entry.ReportId, entry.GeneratedAt, clusters));
            return true;
        }
    }

    public async Task<BlobContent?> OpenAsync(ReportEntry report, ReportFile file, CancellationToken cancellationToken)
    {
        var name = ReportBlobs.File(report.OrganizationId, report.ReportId, file.FileName);
        if (await files.OpenAsync(name, file, cancellationToken) is { } content)
        {
            return content;
        }

        return await index.HasAsync(report, cancellationToken) ? throw files.Missing(name) : null;
    }

    public async Task<Uri?> LinkAsync(ReportEntry report, ReportFile file, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        var name = ReportBlobs.File(report.OrganizationId, report.ReportId, file.FileName);
        var link = await blobs.CreateReadLinkAsync(name, new ReadLink { Lifetime = lifetime, FileName = DownloadName.Of(report, file) }, cancellationToken);
        if (link is null || await files.CheckAsync(name, file, cancellationToken))
        {
            return link;
        }

        return await index.HasAsync(report, cancellationToken) ? throw files.Missing(name) : null;
    }

    public void Dispose() => known.Dispose();

    /// <summary>The standings from some reports. As long as they are the same, the result is the same object, so that others can tell that nothing changed.</summary>
    private ImmutableDictionary<string, ClusterStanding> Known(string organizationId, List<PartOfStandings> parts)
    {
        if (known.Get<KnownStandings>(organizationId) is { } last && last.Parts.SequenceEqual(parts))
        {
            return last.Standings;
        }

        var standings = Combine(parts);
        return known.Set(organizationId, new KnownStandings([.. parts], standings), new MemoryCacheEntryOptions { Size = 1 + standings.Count }).Standings;
    }

    /// <summary>The newest report about each cluster decides.</summary>
    private static ImmutableDictionary<string, ClusterStanding> Combine(List<PartOfStandings> parts)
    {
        var standings = ImmutableDictionary.CreateBuilder<string, ClusterStanding>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in parts)
        {
            foreach (var cluster in part.Clusters)
            {
                standings.TryAdd(cluster.Id, new ClusterStanding(cluster, part.ReportId, part.GeneratedAt));
            }
        }

        return standings.ToImmutable();
    }

    /// <summary>The verdicts of a report. Lists are compared by identity: a list that was not read again is the same.</summary>
    private sealed record PartOfStandings(string ReportId, DateTimeOffset GeneratedAt, IReadOnlyList<ReportedCluster> Clusters);

    private sealed record KnownStandings(ImmutableArray<PartOfStandings> Parts, ImmutableDictionary<string, ClusterStanding> Standings);
}
