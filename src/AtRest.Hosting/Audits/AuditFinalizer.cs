using System.Collections.Immutable;
using AtRest.Core.Audits;
using AtRest.Hosting.Reports;
using AtRest.Hosting.Telemetry;
using AtRest.Storage;
using Microsoft.Extensions.Logging;

namespace AtRest.Hosting.Audits;

/// <summary>Makes the report of an audit when all batches have results. Made again, or by two workers at once, it is the same report.</summary>
internal sealed class AuditFinalizer(
    AuditStore audits, BatchWork work, ReportStore reports, PreviousReports previous, IEnumerable<IReportCompleted> listeners, AtRestMeters meters, AtRestActivities activities, TimeProvider time, ILogger<AuditFinalizer> log)
{
    private const int ReadsAtOnce = 8;

    private readonly ImmutableArray<IReportCompleted> listeners = [.. listeners];

    public async Task<ReportEntry> FinishAsync(AuditManifest manifest, CancellationToken cancellationToken)
    {
        using var activity = activities.Report(manifest.Order.AuditId, manifest.Order.OrganizationId);
        var (notEvaluated, stored) = await StoreAsync(manifest, cancellationToken);
        foreach (var listener in listeners)
        {
            await listener.OnCompletedAsync(stored.Entry, stored.Report, cancellationToken);
        }

        var clusters = manifest.Frame.Organization.Clusters.Length + manifest.NotDeclared.Length;
        var completion = new AuditCompletion { ReportId = stored.Entry.ReportId, Evaluated = clusters - notEvaluated.Length, NotEvaluated = notEvaluated.Length, Order = manifest.Order };
        if (await audits.CompleteAsync(manifest.Order.OrganizationId, manifest.Order.AuditId, completion, cancellationToken))
        {
            meters.ReportCompleted(manifest.Order.Cause, stored.Report);
            meters.AuditEnded(manifest.Order.Cause, notEvaluated.IsEmpty ? AuditOutcome.Completed : AuditOutcome.Incomplete, time.GetUtcNow() - manifest.Order.OrderedAt);
            var entry = stored.Entry;
            log.AuditCompleted(entry.OrganizationId, entry.AuditId, entry.ReportId, entry.Cause, entry.Clusters.Total, entry.LeftOut, entry.Verdict);
        }

        return stored.Entry;
    }

    private async Task<(ImmutableArray<NotEvaluatedCluster> NotEvaluated, StoredReport Stored)> StoreAsync(AuditManifest manifest, CancellationToken cancellationToken)
    {
        var evidence = await EvidenceAsync(manifest, cancellationToken);
        return (evidence.NotEvaluated, await reports.StoreAsync(evidence, manifest.Order, cancellationToken));
    }

    /// <summary>The evidence of all batches together. What was read of each is released afterwards.</summary>
    private async Task<AuditEvidence> EvidenceAsync(AuditManifest manifest, CancellationToken cancellationToken)
    {
        var previousReport = manifest.PreviousReportId is { } id ? await previous.ReadAsync(manifest.Order.OrganizationId, id, cancellationToken) : null;
        var results = await ResultsAsync(manifest, cancellationToken);
        return manifest.Frame with
        {
            Previous = previousReport,
            NotEvaluated =
            [
                .. results.SelectMany(result => result.NotEvaluated).Concat(manifest.NotDeclared)
                    .DistinctBy(entry => entry.ClusterId, StringComparer.OrdinalIgnoreCase)
                    .OrderBy(entry => entry.ClusterId, StringComparer.Ordinal),
            ],
            Clouds = EvidenceMerge.Of([.. results.Select(result => result.Clouds)]),
        };
    }

    private async Task<ImmutableArray<AuditEvidence>> ResultsAsync(AuditManifest manifest, CancellationToken cancellationToken)
    {
        var results = ImmutableArray.CreateBuilder<AuditEvidence>(manifest.Batches.Length);
        foreach (var some in manifest.Batches.Chunk(ReadsAtOnce))
        {
            results.AddRange(await Task.WhenAll(some.Select(batch => ResultAsync(manifest, batch, cancellationToken))));
        }

        return results.ToImmutable();
    }

    /// <summary>The evidence of a batch. Evidence that was changed is refused: its clusters are not evaluated, and the report says why.</summary>
    private async Task<AuditEvidence> ResultAsync(AuditManifest manifest, AuditBatch batch, CancellationToken cancellationToken)
    {
        try
        {
            return await audits.ReadResultAsync(manifest, batch, cancellationToken);
        }
        catch (EvidenceFormatException exception)
        {
            log.EvidenceRefused(exception, manifest.Order.OrganizationId, manifest.Order.AuditId, batch.Id);
            return work.GiveUp(manifest, batch, $"The stored evidence was refused. {exception.Message}");
        }
        catch (StorageException exception) when (exception.IsDamage)
        {
            log.EvidenceRefused(exception, manifest.Order.OrganizationId, manifest.Order.AuditId, batch.Id);
            return work.GiveUp(manifest, batch, "The stored evidence was refused. It was changed or damaged.");
        }
    }
}
