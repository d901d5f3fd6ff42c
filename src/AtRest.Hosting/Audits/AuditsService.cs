using AtRest.Core.Audits;
using AtRest.Hosting.Reports;
using AtRest.Hosting.Telemetry;

namespace AtRest.Hosting.Audits;

/// <summary>Starts and runs audits for the API, the webhook and the timer.</summary>
internal sealed class AuditsService(
    AuditPlanner planner, AuditStore audits, AuditSteps steps, AuditStarter starter, AuditStatuses statuses, DamagedAudits damaged, IReportCatalog reports, AtRestActivities activities) : IAudits
{
    public async Task<AuditStatus> StartAsync(AuditOrder order, CancellationToken cancellationToken)
    {
        Check(order);
        try
        {
            if (await audits.FindPlanAsync(order.OrganizationId, order.AuditId, cancellationToken) is { Inline: false } stored
                && await statuses.OfAsync(stored, cancellationToken) is { State: AuditState.Completed or AuditState.Failed } known)
            {
                return known;
            }

            // An unfinished audit is queued again: its messages may be lost, and finished steps are not repeated.
            return await statuses.OfAsync(await starter.StartAsync(order, cancellationToken), cancellationToken);
        }
        catch (DamagedPlanException exception)
        {
            return await statuses.OfDamagedAsync(order.OrganizationId, order.AuditId, order, exception, cancellationToken);
        }
    }

    public async Task<ReportEntry> RunAsync(AuditOrder order, CancellationToken cancellationToken)
    {
        Check(order);
        using var activity = activities.Audit(order);
        try
        {
            return await RunPlannedAsync(order, cancellationToken);
        }
        catch (DamagedPlanException exception)
        {
            if (await ReportAsync(order, cancellationToken) is { } entry)
            {
                return entry;
            }

            // The audit that repeats it is queued, but the caller waits for a report: whichever is first makes it.
            if (await damaged.EndAsync(order.OrganizationId, order.AuditId, order, exception, cancellationToken) is { RepeatedAs: { } again })
            {
                return await RunAsync(order with { AuditId = again, Repeats = order.AuditId }, cancellationToken);
            }

            throw;
        }
    }

    public async Task<ReportEntry?> GiveUpAsync(AuditOrder order, string cause, CancellationToken cancellationToken)
    {
        Check(order);
        try
        {
            if (await steps.FindOrMakePlanAsync(order, inline: true, cancellationToken) is not { } plan)
            {
                return null;
            }

            await steps.GiveUpAsync(plan, _ => true, cause, cancellationToken);
            return await steps.FinishAsync(plan, cancellationToken);
        }
        catch (DamagedPlanException exception)
        {
            await damaged.EndAsync(order.OrganizationId, order.AuditId, order, exception, cancellationToken);
            return null;
        }
    }

    public async Task<AuditStatus?> FindAsync(string organizationId, string auditId, CancellationToken cancellationToken)
    {
        if (!StoragePaths.IsOrganizationId(organizationId) || !StoragePaths.IsId(auditId))
        {
            return null;
        }

        try
        {
            return await audits.FindPlanAsync(organizationId, auditId, cancellationToken) is { } plan
                ? await statuses.OfAsync(plan, cancellationToken)
                : await statuses.OfUnplannedAsync(organizationId, auditId, cancellationToken);
        }
        catch (DamagedPlanException exception)
        {
            return await statuses.OfDamagedAsync(organizationId, auditId, known: null, exception, cancellationToken);
        }
    }

    private async Task<ReportEntry> RunPlannedAsync(AuditOrder order, CancellationToken cancellationToken)
    {
        if (await audits.FindPlanAsync(order.OrganizationId, order.AuditId, cancellationToken) is null)
        {
            await planner.CheckAsync(order, cancellationToken);
        }

        var plan = await steps.RequirePlanAsync(order, inline: true, cancellationToken);
        var progress = await audits.ProgressAsync(order.OrganizationId, order.AuditId, cancellationToken);
        if (progress.IsCompleted && await ReportAsync(order, cancellationToken) is { } entry)
        {
            return entry;
        }

        foreach (var batch in progress.Open(plan))
        {
            await steps.CollectAsync(plan, batch, cancellationToken);
        }

        return await steps.FinishAsync(plan, cancellationToken);
    }

    private Task<ReportEntry?> ReportAsync(AuditOrder order, CancellationToken cancellationToken) =>
        reports.FindAsync(order.OrganizationId, ReportIds.Of(order.AuditId, order.OrganizationId), cancellationToken);

    private static void Check(AuditOrder order)
    {
        StoragePaths.CheckedId(order.AuditId);
        if (!StoragePaths.IsOrganizationId(order.OrganizationId))
        {
            throw new UnknownClusterException(order.OrganizationId, []);
        }
    }
}
