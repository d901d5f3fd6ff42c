using System.Collections.Immutable;
using AtRest.Core.Audits;
using AtRest.Hosting.Reports;
using AtRest.Hosting.Telemetry;

namespace AtRest.Hosting.Audits;

/// <summary>Makes the report of an audit whose batches all have results. Done again, or by two at once, it is the same report.</summary>
internal sealed class AuditFinalizer(
    AuditStore audits, ReportStore reports, PreviousReports previous, IEnumerable<IReportCompleted> listeners, AtRestMeters meters, AtRestActivities activities, TimeProvider time)
{
    private const int ReadsAtOnce = 8;

    private readonly ImmutableArray<IReportCompleted> listeners = [.. listeners];

    public async Task<ReportEntry> FinishAsync(AuditManifest manifest, CancellationToken cancellationToken)
    {
        using var activity = activities.Report(manifest.Order.AuditId, manifest.Order.OrganizationId);
        var results = await ResultsAsync(manifest, cancellationToken).ConfigureAwait(false);
        ImmutableArray<NotEvaluatedCluster> notEvaluated =
        [
            .. results.SelectMany(result => result.NotEvaluated).Concat(manifest.NotDeclared)
                .DistinctBy(entry => entry.ClusterId, StringComparer.OrdinalIgnoreCase)
                .OrderBy(entry => entry.ClusterId, StringComparer.Ordinal),
        ];
        var stored = await reports.StoreAsync(
            manifest.Frame with
            {
                Previous = manifest.PreviousReportId is { } id ? await previous.ReadAsync(manifest.Order.OrganizationId, id, cancellationToken).ConfigureAwait(false) : null,
                NotEvaluated = notEvaluated,
                Clouds = EvidenceMerge.Of([.. results.Select(result => result.Clouds)]),
            },
            manifest.Order,
            cancellationToken).ConfigureAwait(false);
        foreach (var listener in listeners)
        {
            await listener.OnCompletedAsync(stored.Entry, stored.Report, cancellationToken).ConfigureAwait(false);
        }

        var clusters = manifest.Frame.Organization.Clusters.Length + manifest.NotDeclared.Length;
        var completion = new AuditCompletion { ReportId = stored.Entry.ReportId, Evaluated = clusters - notEvaluated.Length, NotEvaluated = notEvaluated.Length };
        if (await audits.CompleteAsync(manifest.Order.OrganizationId, manifest.Order.AuditId, completion, cancellationToken).ConfigureAwait(false))
        {
            meters.ReportCompleted(manifest.Order.Cause, stored.Report);
            meters.AuditEnded(manifest.Order.Cause, notEvaluated.IsEmpty ? AuditOutcome.Completed : AuditOutcome.Incomplete, time.GetUtcNow() - manifest.Order.OrderedAt);
        }

        return stored.Entry;
    }

    private async Task<ImmutableArray<AuditEvidence>> ResultsAsync(AuditManifest manifest, CancellationToken cancellationToken)
    {
        var results = ImmutableArray.CreateBuilder<AuditEvidence>(manifest.Batches.Length);
        foreach (var some in manifest.Batches.Chunk(ReadsAtOnce))
        {
            results.AddRange(await Task.WhenAll(some.Select(batch => audits.ReadResultAsync(manifest, batch, cancellationToken))).ConfigureAwait(false));
        }

        return results.ToImmutable();
    }
}
