using System.Text;
using AtRest.Core.Audits;
using AtRest.Hosting.Reports;
using AtRest.Hosting.Telemetry;
using AtRest.Storage;

namespace AtRest.Hosting.Audits;

/// <summary>Starts and runs audits for the API, the webhook and the timer.</summary>
internal sealed class AuditsService(
    AuditPlanner planner, AuditStore audits, AuditSteps steps, IReportCatalog reports, LostAudits lost, IWorkQueues queues, HostSettings settings, AtRestActivities activities) : IAudits
{
    public async Task<AuditStatus> StartAsync(AuditOrder order, CancellationToken cancellationToken)
    {
        Check(order);
        if (await audits.FindPlanAsync(order.OrganizationId, order.AuditId, cancellationToken) is { Inline: false } stored
            && await StatusAsync(stored, cancellationToken) is { State: AuditState.Completed } known)
        {
            return known;
        }

        // An unfinished audit is queued again: its messages may be lost, and finished steps are not repeated.
        await planner.CheckAsync(order, cancellationToken);
        var queue = queues.Open(settings.Audits.Queue);
        var message = AuditMessage.Start(order);
        var text = message.ToString();
        if (Encoding.UTF8.GetByteCount(text) <= IWorkQueue.MaxTextBytes)
        {
            // Before the plan: whatever is planned must be done.
            await queue.EnqueueAsync(text, TimeSpan.Zero, cancellationToken);
            await audits.MarkOpenAsync(order, cancellationToken);
            return await StatusAsync(await RequirePlanAsync(order, inline: false, cancellationToken), cancellationToken);
        }

        // Here, too, the mark is written before the plan: it has the order, which is too long for the message.
        await audits.MarkOpenAsync(order, cancellationToken);
        var plan = await RequirePlanAsync(order, inline: false, cancellationToken);
        await queue.EnqueueAsync((message with { Order = null }).ToString(), TimeSpan.Zero, cancellationToken);
        return await StatusAsync(plan, cancellationToken);
    }

    public async Task<ReportEntry> RunAsync(AuditOrder order, CancellationToken cancellationToken)
    {
        Check(order);
        using var activity = activities.Audit(order);
        if (await audits.FindPlanAsync(order.OrganizationId, order.AuditId, cancellationToken) is null)
        {
            await planner.CheckAsync(order, cancellationToken);
        }

        var plan = await RequirePlanAsync(order, inline: true, cancellationToken);
        var progress = await audits.ProgressAsync(order.OrganizationId, order.AuditId, cancellationToken);
        if (progress.IsCompleted && await reports.FindAsync(order.OrganizationId, ReportIds.Of(order.AuditId, order.OrganizationId), cancellationToken) is { } entry)
        {
            return entry;
        }

        foreach (var batch in progress.Open(plan))
        {
            await steps.CollectAsync(plan, batch, cancellationToken);
        }

        return await steps.FinishAsync(plan, cancellationToken);
    }

    public async Task<ReportEntry?> GiveUpAsync(AuditOrder order, string cause, CancellationToken cancellationToken)
    {
        Check(order);
        if (await steps.FindOrMakePlanAsync(order, inline: true, cancellationToken) is not { } plan)
        {
            return null;
        }

        await steps.GiveUpAsync(plan, _ => true, cause, cancellationToken);
        return await steps.FinishAsync(plan, cancellationToken);
    }

    public async Task<AuditStatus?> FindAsync(string organizationId, string auditId, CancellationToken cancellationToken)
    {
        if (!StoragePaths.IsOrganizationId(organizationId) || !StoragePaths.IsId(auditId))
        {
            return null;
        }

        try
        {
            if (await audits.FindPlanAsync(organizationId, auditId, cancellationToken) is { } plan)
            {
                return await StatusAsync(plan, cancellationToken);
            }
        }
        catch (StorageException exception) when (exception.IsDamage)
        {
            // Without its plan, only the end of the audit is known.
        }

        return await audits.CompletionAsync(organizationId, auditId, cancellationToken) is { Order: { } order } end ? Ended(order, end) : null;
    }

    private async Task<AuditManifest> RequirePlanAsync(AuditOrder order, bool inline, CancellationToken cancellationToken) =>
        await steps.FindOrMakePlanAsync(order, inline, cancellationToken) ?? throw new UnknownClusterException(order.OrganizationId, []);

    private async Task<AuditStatus> StatusAsync(AuditManifest plan, CancellationToken cancellationToken)
    {
        var order = plan.Order;
        var progress = await audits.ProgressAsync(order.OrganizationId, order.AuditId, cancellationToken);
        await lost.LookAfterAsync(plan, progress, cancellationToken);

        var end = progress.IsCompleted ? await audits.CompletionAsync(order.OrganizationId, order.AuditId, cancellationToken) : null;
        return new AuditStatus
        {
            Id = order.AuditId,
            State = end is not null ? AuditState.Completed : progress.Done.Count + progress.GivenUp.Count == 0 ? AuditState.Queued : AuditState.Running,
            Cause = order.Cause,
            OrderedAt = order.OrderedAt,
            Clusters = plan.Frame.Organization.Clusters.Length + plan.NotDeclared.Length,
            Evaluated = end?.Evaluated ?? ClustersOf(progress.Done.Contains),
            NotEvaluated = end?.NotEvaluated ?? ClustersOf(progress.GivenUp.Contains) + plan.NotDeclared.Length,
            ReportId = end?.ReportId,
        };

        int ClustersOf(Func<string, bool> isMeant) => plan.Batches.Where(batch => isMeant(batch.Id)).Sum(batch => batch.Clusters.Length);
    }

    /// <summary>The status of an audit that has ended and has no plan.</summary>
    private static AuditStatus Ended(AuditOrder order, AuditCompletion end) => new()
    {
        Id = order.AuditId,
        State = AuditState.Completed,
        Cause = order.Cause,
        OrderedAt = order.OrderedAt,
        Clusters = end.Evaluated + end.NotEvaluated,
        Evaluated = end.Evaluated,
        NotEvaluated = end.NotEvaluated,
        ReportId = end.ReportId,
    };

    private static void Check(AuditOrder order)
    {
        StoragePaths.CheckedId(order.AuditId);
        if (!StoragePaths.IsOrganizationId(order.OrganizationId))
        {
            throw new UnknownClusterException(order.OrganizationId, []);
        }
    }
}
