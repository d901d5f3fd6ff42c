using System.Collections.Frozen;
using AtRest.Core.Audits.History;
using AtRest.Storage;

namespace AtRest.Hosting.Reports;

/// <summary>Finds the report to compare a new one with.</summary>
internal sealed class PreviousReports(IBlobStore blobs, ReportIndex index)
{
    // If none of the last reports has a cluster, it was hardly ever reported.
    private const int MostLooked = 50;

    /// <summary>The newest whole report, or for some clusters the newest report with all of them; null if there is none.</summary>
    /// <param name="organizationId">The organization.</param>
    /// <param name="reportId">The new report, which is never compared with itself.</param>
    /// <param name="generatedAt">The time of the new report: a report that was ordered later but finished earlier is not a previous one.</param>
    /// <param name="clusters">The clusters of a partial audit; null if the audit is whole.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
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

    /// <summary>The content of the report; null if the retention has deleted it.</summary>
    public async Task<PreviousAudit?> ReadAsync(string organizationId, string reportId, CancellationToken cancellationToken)
    {
        if (await blobs.ReadAsync(ReportBlobs.File(organizationId, reportId, "json"), cancellationToken) is not { } blob)
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

    private async Task<bool> HoldsAsync(IndexedReport report, FrozenSet<string> clusters, CancellationToken cancellationToken) =>
        await index.ReadAsync(report.Name, cancellationToken) is { } entry && clusters.IsSubsetOf(entry.Clusters.Select(cluster => cluster.Id));
}
