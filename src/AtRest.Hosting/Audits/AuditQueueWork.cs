using AtRest.Hosting.Inventories;
using AtRest.Hosting.Telemetry;
using AtRest.Hosting.Work;
using AtRest.Storage;
using Microsoft.Extensions.Logging;

namespace AtRest.Hosting.Audits;

/// <summary>Handles the queue of audits: plans, batches, and messages that failed too often.</summary>
internal sealed class AuditQueueWork(
    AuditSteps steps, AuditStore audits, RepeatedOrders repeated, DamagedAudits damaged, IWorkQueues queues, HostSettings settings, AtRestMeters meters, TimeProvider time, ILogger<AuditQueueWork> log) : IQueueWork
{
    private const int MessagesAtOnce = 8;
    private const string Outage = "AtRest's own storage failed for six hours. AtRest has ordered the audit again.";
    private const string Gone = "The organization was removed from the inventory before its audit was planned.";

    public string Queue => settings.Audits.Queue;

    public async Task HandleAsync(QueueDelivery delivery, CancellationToken cancellationToken)
    {
        var message = AuditMessage.Parse(delivery.Text);
        try
        {
            await (message.Kind == AuditMessageKind.Start ? StartAsync(message, cancellationToken) : BatchAsync(message, cancellationToken));
        }
        catch (DamagedPlanException exception)
        {
            // Another attempt would read the same.
            await EndDamagedAsync(message, exception, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            await TellAsync(message, exception, cancellationToken);
            throw;
        }
    }

    public async Task HandlePoisonAsync(QueueDelivery delivery, CancellationToken cancellationToken)
    {
        AuditMessage message;
        try
        {
            message = AuditMessage.Parse(delivery.Text);
        }
        catch (FormatException exception)
        {
            // AtRest has no audit with such a message.
            log.ForeignMessage(exception, Queue);
            return;
        }

        var cause = delivery.WasOutage ? Outage : $"AtRest tried several times and gave up. {await FailureAsync(message, cancellationToken)}";
        var plan = await PlanOrEndAsync(message, cause, cancellationToken);
        if (plan is not null)
        {
            try
            {
                await steps.GiveUpAsync(plan, batch => message.Batch is null || batch.Id == message.Batch, cause, cancellationToken);
                await steps.FinishIfReadyAsync(plan, cancellationToken);
            }
            catch (StorageException exception) when (exception.IsDamage)
            {
                // No later attempt can do more.
                await EndDamagedAsync(message with { Order = plan.Order }, exception, cancellationToken);
            }
        }

        if (delivery.WasOutage && (plan?.Order ?? message.Order) is { } order)
        {
            await repeated.OrderAsync(order, cancellationToken);
        }
    }

    /// <summary>Why the last attempt failed, if it could be stored and can be read.</summary>
    private async Task<string> FailureAsync(AuditMessage message, CancellationToken cancellationToken)
    {
        AuditFailure? failure = null;
        try
        {
            failure = await audits.ReadFailureAsync(message, cancellationToken);
        }
        catch (StorageException exception) when (exception.IsDamage)
        {
            log.FailureNotKept(exception, message.OrganizationId, message.AuditId);
        }

        return failure?.Cause ?? "Each time, the process ended before the work was done.";
    }

    private async Task StartAsync(AuditMessage message, CancellationToken cancellationToken)
    {
        if (await FindOrMakePlanAsync(message, cancellationToken) is not { } plan)
        {
            await EndAsync(message, Gone, cancellationToken);
            return;
        }

        var progress = await audits.ProgressAsync(message.OrganizationId, message.AuditId, cancellationToken);
        var queue = queues.Open(Queue);
        var open = progress.IsCompleted ? [] : progress.Open(plan);
        await Parallel.ForEachAsync(
            open,
            new ParallelOptions { MaxDegreeOfParallelism = MessagesAtOnce, CancellationToken = cancellationToken },
            async (batch, token) => await queue.EnqueueAsync(AuditMessage.ForBatch(message.OrganizationId, message.AuditId, batch.Id).ToString(), TimeSpan.Zero, token));
        if (!open.IsEmpty)
        {
            // Only after them: a message that is older than the mark is still waiting, or was taken.
            await audits.MarkOpenAsync(plan.Order, cancellationToken);
        }

        await steps.FinishIfReadyAsync(plan, cancellationToken);
    }

    private async Task BatchAsync(AuditMessage message, CancellationToken cancellationToken)
    {
        var plan = await audits.KnownPlanAsync(message.OrganizationId, message.AuditId, cancellationToken);
        if (plan?.Batches.FirstOrDefault(batch => batch.Id == message.Batch) is not { } mine)
        {
            // It was planned before it was queued, so the retention has deleted the audit since.
            log.AuditGone(message.OrganizationId, message.AuditId);
            return;
        }

        var progress = await audits.ProgressAsync(message.OrganizationId, message.AuditId, cancellationToken);
        if (!progress.IsCompleted && progress.Open(plan).Contains(mine))
        {
            await steps.CollectAsync(plan, mine, cancellationToken);
        }

        await steps.FinishIfReadyAsync(plan, cancellationToken);
    }

    /// <summary>An order that is too long for a message is in the mark, which is written before the plan.</summary>
    private async Task<AuditManifest?> FindOrMakePlanAsync(AuditMessage message, CancellationToken cancellationToken) =>
        (message.Order ?? (message.Kind == AuditMessageKind.Start ? await audits.OpenOrderAsync(message.OrganizationId, message.AuditId, cancellationToken) : null)) is { } order
            ? await steps.FindOrMakePlanAsync(order, inline: false, cancellationToken)
            : await audits.FindPlanAsync(message.OrganizationId, message.AuditId, cancellationToken);

    /// <summary>Without a plan, a report would have no subject: the audit ends without one.</summary>
    private async Task<AuditManifest?> PlanOrEndAsync(AuditMessage message, string cause, CancellationToken cancellationToken)
    {
        try
        {
            if (await FindOrMakePlanAsync(message, cancellationToken) is { } plan)
            {
                return plan;
            }
        }
        catch (InventoryException exception)
        {
            log.NoInventory(exception, message.OrganizationId, message.AuditId);
        }
        catch (StorageException exception) when (exception.IsDamage)
        {
            await EndDamagedAsync(message, exception, cancellationToken);
            return null;
        }

        await EndAsync(message, cause, cancellationToken);
        return null;
    }

    private async Task EndAsync(AuditMessage message, string cause, CancellationToken cancellationToken)
    {
        if ((message.Order ?? await audits.OpenOrderAsync(message.OrganizationId, message.AuditId, cancellationToken)) is { } order)
        {
            var completion = new AuditCompletion { Evaluated = 0, NotEvaluated = order.Clusters.Length, Cause = cause, Order = order };
            if (await audits.CompleteAsync(message.OrganizationId, message.AuditId, completion, cancellationToken))
            {
                log.AuditEnded(message.OrganizationId, message.AuditId, cause);
                meters.AuditEnded(order.Cause, AuditOutcome.Failed, time.GetUtcNow() - order.OrderedAt);
            }
        }
        else
        {
            log.AuditEnded(message.OrganizationId, message.AuditId, cause);
            await audits.CloseAsync(message.OrganizationId, message.AuditId, cancellationToken);
        }
    }

    private async Task EndDamagedAsync(AuditMessage message, StorageException exception, CancellationToken cancellationToken)
    {
        if (await damaged.EndAsync(message.OrganizationId, message.AuditId, message.Order, exception, cancellationToken) is null)
        {
            log.AuditDamaged(exception, message.OrganizationId, message.AuditId, "none");
            await audits.CloseAsync(message.OrganizationId, message.AuditId, cancellationToken);
        }
    }

    /// <summary>Stores the cause for the poison handler, which cannot know it otherwise. An error here must not hide the first one.</summary>
    private async Task TellAsync(AuditMessage message, Exception exception, CancellationToken cancellationToken)
    {
        log.DeliveryFailed(exception, message.OrganizationId, message.AuditId, message.Batch ?? "start");
        try
        {
            await audits.WriteFailureAsync(message, new AuditFailure(time.GetUtcNow(), FailureCause.Of(exception)), cancellationToken);
        }
        catch (StorageException second)
        {
            log.FailureNotKept(second, message.OrganizationId, message.AuditId);
        }
    }
}
