using System.Collections.Frozen;
using AtRest.Core.Audits.History;
using AtRest.Reports;
using AtRest.Storage;

namespace AtRest.Hosting.Reports;

/// <summary>Finds the report that a new one is compared with.</summary>
internal sealed class PreviousReports(IBlobStore blobs, ReportIndex index)
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
        var looked = 0;
        await foreach (var report in index.AllAsync(organizationId, cancellationToken))
        {
            if (report.ReportId == reportId || report.GeneratedAt > generatedAt)
            {
                continue;
            }

            if (report.IsWhole || (clusters is not null && looked++ < MostLooked && await HoldsAsync(report, clusters, cancellationToken)))
            {
                return report.ReportId;
            }
        }

        return null;
    }

    /// <summary>What it said; null if the retention has removed it.</summary>
    public async Task<PreviousAudit?> ReadAsync(string organizationId, string reportId, CancellationToken cancellationToken)
    {
        if (await ReadComparedAsync(organizationId, reportId, cancellationToken) is { } compared)
        {
            return compared;
        }

        if (await blobs.ReadAsync(ReportBlobs.File(organizationId, reportId, PreviousReportReader.FileName), cancellationToken) is not { } blob)
        {
            return null;
        }

        await using (blob)
        {
            using var buffer = new MemoryStream();
            await blob.Content.CopyToAsync(buffer, cancellationToken);
            return PreviousReportReader.Read(buffer.GetBuffer().AsMemory(0, (int)buffer.Length))[0].Audit;
        }
    }

    /// <summary>Null if there is none, as beside reports of earlier releases, or if it is damaged: the report itself has the same content.</summary>
    private async Task<PreviousAudit?> ReadComparedAsync(string organizationId, string reportId, CancellationToken cancellationToken)
    {
        if (await blobs.ReadAsync(ReportBlobs.Compared(organizationId, reportId), cancellationToken) is not { } blob)
        {
            return null;
        }

        await using (blob)
        {
            try
            {
                return await ComparedSerializer.ReadAsync(blob.Content, cancellationToken) is { } audit && audit.ReportId == reportId ? audit : null;
            }
            catch (ReportFormatException)
            {
                return null;
            }
        }
    }

    private async Task<bool> HoldsAsync(IndexedReport report, FrozenSet<string> clusters, CancellationToken cancellationToken) =>
        await index.ReadAsync(report.Name, cancellationToken) is { } entry && clusters.IsSubsetOf(entry.Clusters.Select(cluster => cluster.Id));
}
