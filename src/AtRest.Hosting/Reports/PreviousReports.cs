using System.Collections.Frozen;
using AtRest.Core.Audits.History;
using AtRest.Reports;
using AtRest.Storage;

namespace AtRest.Hosting.Reports;

/// <summary>Finds the report that a new one is compared with.</summary>
internal sealed class PreviousReports(IBlobStore blobs, ReportIndex index, LatestReports latest, ClusterVerdicts verdicts, DamagedBlobs damaged)
{
    // A cluster that no report of the last ones has was hardly ever reported.
    private const int MostLooked = 50;

    /// <summary>The newest whole report, or for a part of the clusters the newest report with all of them; null if there is none.</summary>
    /// <param name="organizationId">Whose.</param>
    /// <param name="reportId">The new report: never compared with itself.</param>
    /// <param name="generatedAt">Of the new report: one that was ordered later, and done sooner, is not previous to it.</param>
    /// <param name="clusters">The clusters of a part; null: the audit is whole.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    public async Task<string?> FindAsync(string organizationId, string reportId, DateTimeOffset generatedAt, FrozenSet<string>? clusters, CancellationToken cancellationToken)
    {
        var whole = await latest.FindAsync(organizationId, LatestOf.Organization, IsPrevious, cancellationToken);
        if (clusters is null)
        {
            return whole?.ReportId;
        }

        var looked = 0;
        await foreach (var report in index.AllAsync(organizationId, MostLooked, cancellationToken))
        {
            if (report.ReportId == whole?.ReportId || looked == MostLooked)
            {
                break;
            }

            if (!report.IsWhole && IsPrevious(report))
            {
                looked++;
                if (await HoldsAsync(report, clusters, cancellationToken))
                {
                    return report.ReportId;
                }
            }
        }

        return whole?.ReportId;

        bool IsPrevious(IndexedReport report) => report.ReportId != reportId && report.GeneratedAt <= generatedAt;
    }

    /// <summary>What it said; null if the retention has removed it, or it is damaged: then the new report compares with nothing.</summary>
    public async Task<PreviousAudit?> ReadAsync(string organizationId, string reportId, CancellationToken cancellationToken)
    {
        var name = ReportBlobs.File(organizationId, reportId, PreviousReportReader.FileName);
        try
        {
            return await ReadComparedAsync(organizationId, reportId, cancellationToken) ?? await ReadFileAsync(organizationId, reportId, cancellationToken);
        }
        catch (Exception exception) when (exception is ReportFormatException or StorageException { IsDamage: true })
        {
            // It may be large: it is not read again before the next report.
            damaged.Note(name, BlobJson.Changed(name, exception), readAgain: null);
            return null;
        }
    }

    private async Task<PreviousAudit?> ReadFileAsync(string organizationId, string reportId, CancellationToken cancellationToken)
    {
        if (await blobs.ReadAsync(ReportBlobs.File(organizationId, reportId, PreviousReportReader.FileName), cancellationToken) is not { } blob)
        {
            return null;
        }

        await using (blob)
        {
            return (await PreviousReportReader.ReadAsync(blob.Content, cancellationToken))[0].Audit;
        }
    }

    /// <summary>Null if there is none, as beside reports of earlier releases, or if it is damaged: the report itself has the same content.</summary>
    private async Task<PreviousAudit?> ReadComparedAsync(string organizationId, string reportId, CancellationToken cancellationToken)
    {
        var name = ReportBlobs.Compared(organizationId, reportId);
        try
        {
            await using var blob = await blobs.ReadAsync(name, cancellationToken);
            if (blob is null)
            {
                damaged.Forget(name);
                return null;
            }

            var audit = await ComparedSerializer.ReadAsync(blob.Content, cancellationToken);
            if (audit.ReportId != reportId)
            {
                throw new ReportFormatException($"It is about another report than '{reportId}'.");
            }

            damaged.Forget(name);
            return audit;
        }
        catch (Exception exception) when (exception is ReportFormatException or StorageException { IsDamage: true })
        {
            damaged.Note(name, BlobJson.Changed(name, exception), readAgain: null);
            return null;
        }
    }

    private async Task<bool> HoldsAsync(IndexedReport report, FrozenSet<string> clusters, CancellationToken cancellationToken) =>
        await index.ReadAsync(report, cancellationToken) is { } entry && entry.Clusters.Total >= clusters.Count
            && await verdicts.ReadAsync(entry, cluster => clusters.Contains(cluster.Id), cancellationToken) is { } held
            && held.Select(cluster => cluster.Id).Distinct(clusters.Comparer).Count() == clusters.Count;
}
