using AtRest.Hosting.Inventories;
using AtRest.Hosting.Telemetry;
using AtRest.Storage;
using Microsoft.Extensions.Logging;

namespace AtRest.Hosting.Audits;

/// <summary>
/// Ends audits whose stored data was changed or damaged, and orders them again, once: an audit that already repeats another is not repeated, because the cause of the damage may remain.
/// The results of the batches are not used again: without the plan, nobody knows what they are about.
/// </summary>
internal sealed class DamagedAudits(AuditStore audits, RepeatedOrders repeated, AtRestMeters meters, TimeProvider time, ILogger<DamagedAudits> log)
{
    private const string Damaged = "What was stored for the audit was changed or damaged.";
    private const string StartAnother = "Start another audit.";

    /// <summary>How the audit ended, now or earlier. Null if not even its order is known: only a backup helps.</summary>
    /// <param name="organizationId">The organization.</param>
    /// <param name="auditId">The audit.</param>
    /// <param name="known">Its order, if the caller has it.</param>
    /// <param name="damage">What is damaged.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<AuditCompletion?> EndAsync(string organizationId, string auditId, AuditOrder? known, StorageException damage, CancellationToken cancellationToken)
    {
        var order = known ?? await MarkedAsync(organizationId, auditId, cancellationToken);
        try
        {
            if (await audits.CompletionAsync(organizationId, auditId, cancellationToken) is { } ended)
            {
                return ended;
            }
        }
        catch (StorageException exception) when (exception.IsDamage)
        {
            // It has ended, and was ordered again then if that was needed.
            return order is null ? null : new AuditCompletion { Evaluated = 0, NotEvaluated = order.Clusters.Length, Cause = $"{Damaged} {StartAnother}", Order = order };
        }

        if (order is null)
        {
            return null;
        }

        // Before the end is stored: an audit that has ended is not looked at again.
        var again = await RepeatAsync(order, cancellationToken);
        var end = new AuditCompletion
        {
            Evaluated = 0,
            NotEvaluated = order.Clusters.Length,
            Cause = again is null ? $"{Damaged} {StartAnother}" : $"{Damaged} AtRest has ordered the audit again.",
            RepeatedAs = again,
            Order = order,
        };
        if (!await audits.CompleteAsync(organizationId, auditId, end, cancellationToken))
        {
            return await audits.CompletionAsync(organizationId, auditId, cancellationToken);
        }

        log.AuditDamaged(damage, organizationId, auditId, again ?? "none");
        meters.AuditEnded(order.Cause, AuditOutcome.Failed, time.GetUtcNow() - order.OrderedAt);
        return end;
    }

    private async Task<AuditOrder?> MarkedAsync(string organizationId, string auditId, CancellationToken cancellationToken)
    {
        try
        {
            return await audits.OpenOrderAsync(organizationId, auditId, cancellationToken);
        }
        catch (StorageException exception) when (exception.IsDamage)
        {
            return null;
        }
    }

    private async Task<string?> RepeatAsync(AuditOrder order, CancellationToken cancellationToken)
    {
        try
        {
            return order.Repeats is null ? await repeated.OrderAsync(order, cancellationToken) : null;
        }
        catch (InventoryException exception)
        {
            log.NoInventory(exception, order.OrganizationId, order.AuditId);
            return null;
        }
    }
}
