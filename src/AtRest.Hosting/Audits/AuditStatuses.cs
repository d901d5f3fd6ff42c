using AtRest.Core.Audits;
using AtRest.Hosting.Reports;
using AtRest.Storage;

namespace AtRest.Hosting.Audits;

/// <summary>Says how far an audit is. An audit is completed only if it has a report.</summary>
internal sealed class AuditStatuses(AuditStore audits, AuditSteps steps, DamagedAudits damaged, DamagedBlobs blobs, IReportCatalog reports, LostAudits lost, HostSettings settings, TimeProvider time)
{
    private const string UnknownEnd = "The audit has ended, but what was stored about its end was changed or damaged, and there is no report. Start another audit.";

    private const string NoReport = "The report was made, but it is missing or damaged in AtRest's storage. Ask the operator to restore it from a backup, or start another audit.";

    /// <summary>The status of an audit with a plan. If nobody works at it any more, it is queued again.</summary>
    public async Task<AuditStatus> OfAsync(AuditManifest plan, CancellationToken cancellationToken)
    {
        var order = plan.Order;
        var progress = await audits.ProgressAsync(order.OrganizationId, order.AuditId, cancellationToken);
        await lost.LookAfterAsync(plan, progress, cancellationToken);

        var clusters = plan.Frame.Organization.Clusters.Length + plan.NotDeclared.Length;
        var soFar = new AuditCompletion { Evaluated = ClustersOf(progress.Done.Contains), NotEvaluated = ClustersOf(progress.GivenUp.Contains) + plan.NotDeclared.Length, Order = order, Cause = UnknownEnd };
        if (progress.IsCompleted && await EndAsync(order, soFar, cancellationToken) is { } end)
        {
            return Ended(order, end.ReportId is null ? end with { Evaluated = 0, NotEvaluated = clusters } : end, clusters);
        }

        return new AuditStatus
        {
            Id = order.AuditId,
            State = progress.Done.Count + progress.GivenUp.Count == 0 ? AuditState.Queued : AuditState.Running,
            Cause = order.Cause,
            OrderedAt = order.OrderedAt,
            Clusters = clusters,
            Evaluated = soFar.Evaluated,
            NotEvaluated = soFar.NotEvaluated,
        };

        int ClustersOf(Func<string, bool> isMeant) => plan.Batches.Where(batch => isMeant(batch.Id)).Sum(batch => batch.Clusters.Length);
    }

    /// <summary>The status of an audit without a plan: it has ended, or is planned now from its mark. Null if there is no such audit.</summary>
    public async Task<AuditStatus?> OfUnplannedAsync(string organizationId, string auditId, CancellationToken cancellationToken)
    {
        if (await audits.CompletionAsync(organizationId, auditId, cancellationToken) is { } end)
        {
            return end.Order is { } ended ? Ended(ended, await WithReportAsync(ended, end, cancellationToken)) : null;
        }

        return await audits.OpenOrderAsync(organizationId, auditId, cancellationToken) is { } order && await steps.FindOrMakePlanAsync(order, inline: false, cancellationToken) is { } plan
            ? await OfAsync(plan, cancellationToken)
            : null;
    }

    /// <summary>The status of an audit whose plan is damaged. If it has not ended, it ends now, and is ordered again.</summary>
    /// <exception cref="DamagedPlanException">Not even its order is known.</exception>
    public async Task<AuditStatus> OfDamagedAsync(string organizationId, string auditId, AuditOrder? known, DamagedPlanException exception, CancellationToken cancellationToken)
    {
        if (await damaged.EndAsync(organizationId, auditId, known, exception, cancellationToken) is not { Order: { } order } end)
        {
            throw exception;
        }

        return Ended(order, await WithReportAsync(order, end, cancellationToken));
    }

    /// <summary>How the audit ended. If that is damaged, the report shows whether it was completed.</summary>
    private async Task<AuditCompletion?> EndAsync(AuditOrder order, AuditCompletion soFar, CancellationToken cancellationToken)
    {
        AuditCompletion? end;
        try
        {
            end = await audits.CompletionAsync(order.OrganizationId, order.AuditId, cancellationToken);
        }
        catch (StorageException exception) when (exception.IsDamage)
        {
            blobs.Note(AuditStore.Completed(order.OrganizationId, order.AuditId), exception, readAgain: null);
            end = soFar;
        }

        return end is null ? null : await WithReportAsync(order, end, cancellationToken);
    }

    /// <summary>
    /// Whether there is a report is decided by the report itself: a worker may have made it although another one ended the audit, and a storage may have lost it. Reports that have expired
    /// were there.
    /// </summary>
    private async Task<AuditCompletion> WithReportAsync(AuditOrder order, AuditCompletion end, CancellationToken cancellationToken)
    {
        var entry = await reports.FindAsync(order.OrganizationId, ReportIds.Of(order.AuditId, order.OrganizationId), cancellationToken);
        return entry is not null ? end with { ReportId = entry.ReportId }
            : end.ReportId is null || order.OrderedAt < time.GetUtcNow().AddDays(-settings.Audits.ReportDays) ? end
            : end with { ReportId = null, Cause = NoReport };
    }

    private static AuditStatus Ended(AuditOrder order, AuditCompletion end, int? clusters = null) => new()
    {
        Id = order.AuditId,
        State = end.ReportId is null ? AuditState.Failed : AuditState.Completed,
        Cause = order.Cause,
        OrderedAt = order.OrderedAt,
        Clusters = clusters ?? end.Evaluated + end.NotEvaluated,
        Evaluated = end.Evaluated,
        NotEvaluated = end.NotEvaluated,
        ReportId = end.ReportId,
        Failure = end.ReportId is null ? end.Cause ?? UnknownEnd : null,
        RepeatedAs = end.ReportId is null ? end.RepeatedAs : null,
    };
}
