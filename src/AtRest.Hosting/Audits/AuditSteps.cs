using AtRest.Core.Audits;
using AtRest.Hosting.Reports;
using Microsoft.Extensions.Logging;

namespace AtRest.Hosting.Audits;

/// <summary>The steps of every audit, with or without the queue. Each step continues from what an earlier try has stored.</summary>
internal sealed class AuditSteps(AuditPlanner planner, AuditStore audits, BatchWork work, AuditFinalizer finalizer, TimeProvider time, ILogger<AuditSteps> log)
{
    /// <summary>A batch of a hundred clusters takes seconds, and clouds that do not answer are given up long before this limit.</summary>
    public static readonly TimeSpan BatchLimit = TimeSpan.FromMinutes(8);

    /// <summary>The stored plan, or a new one; null if the organization is not (or no longer) in the inventory.</summary>
    public async Task<AuditManifest?> FindOrMakePlanAsync(AuditOrder order, bool inline, CancellationToken cancellationToken)
    {
        if (await audits.FindPlanAsync(order.OrganizationId, order.AuditId, cancellationToken) is { } stored)
        {
            return stored;
        }

        return await planner.PlanAsync(order, inline, cancellationToken) is { } plan
            ? await audits.GetOrCreatePlanAsync(plan, cancellationToken)
            : null;
    }

    /// <exception cref="UnknownClusterException">The organization is not (or no longer) in the inventory.</exception>
    public async Task<AuditManifest> RequirePlanAsync(AuditOrder order, bool inline, CancellationToken cancellationToken) =>
        await FindOrMakePlanAsync(order, inline, cancellationToken) ?? throw new UnknownClusterException(order.OrganizationId, []);

    /// <summary>Collects a batch's evidence and stores it.</summary>
    /// <exception cref="TimeoutException">The collection took longer than <see cref="BatchLimit"/>.</exception>
    public async Task CollectAsync(AuditManifest manifest, AuditBatch batch, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(BatchLimit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        var started = time.GetTimestamp();
        try
        {
            var result = await work.CollectAsync(manifest, batch, both.Token);
            await audits.WriteResultAsync(manifest, batch, result, new BatchSummary { At = time.GetUtcNow(), Collection = CollectionSummary.Of(result.Clouds, BatchSummary.MostUnread) }, cancellationToken);
            var seconds = time.GetElapsedTime(started).TotalSeconds;
            log.BatchCollected(manifest.Order.OrganizationId, manifest.Order.AuditId, batch.Id, batch.Clusters.Length, seconds);
        }
        catch (OperationCanceledException exception) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"The evidence was not collected within {BatchLimit.TotalMinutes} minutes.", exception);
        }
    }

    /// <summary>Writes, for every batch without a result, that it was given up.</summary>
    public async Task GiveUpAsync(AuditManifest manifest, Func<AuditBatch, bool> isGivenUp, string cause, CancellationToken cancellationToken)
    {
        var progress = await audits.ProgressAsync(manifest.Order.OrganizationId, manifest.Order.AuditId, cancellationToken);
        foreach (var batch in progress.Open(manifest).Where(isGivenUp))
        {
            log.BatchGivenUp(manifest.Order.OrganizationId, manifest.Order.AuditId, batch.Id, batch.Clusters.Length, cause);
            await audits.WriteResultAsync(manifest, batch, work.GiveUp(manifest, batch, cause), new BatchSummary { At = time.GetUtcNow(), Collection = new CollectionSummary { Read = 0, NotRead = 0 }, Cause = cause }, cancellationToken);
        }
    }

    /// <summary>Makes the report if all batches have results and there is no report yet. Null if batches are open, or the report exists.</summary>
    public async Task<ReportEntry?> FinishIfReadyAsync(AuditManifest manifest, CancellationToken cancellationToken)
    {
        var progress = await audits.ProgressAsync(manifest.Order.OrganizationId, manifest.Order.AuditId, cancellationToken);
        if (progress.IsCompleted)
        {
            // Another worker may have finished the audit before this one marked it as open.
            await audits.CloseAsync(manifest.Order.OrganizationId, manifest.Order.AuditId, cancellationToken);
            return null;
        }

        return progress.Open(manifest).IsEmpty ? await FinishAsync(manifest, cancellationToken) : null;
    }

    public Task<ReportEntry> FinishAsync(AuditManifest manifest, CancellationToken cancellationToken) => finalizer.FinishAsync(manifest, cancellationToken);
}
