using AtRest.Hosting.Inventories;
using AtRest.Storage;
using Microsoft.Extensions.Logging;

namespace AtRest.Hosting.Audits;

/// <summary>
/// Finds audits whose marks are lost, by their plans. That takes a listing for each organization, of the audits of a week: too much for every few seconds. So it is done a minute
/// after the start, a minute after the storage failed, every hour, and every night for organizations that left the inventory.
/// </summary>
internal sealed class UnfinishedAudits(AuditStore audits, LostAudits lost, IInventorySource inventories, TimeProvider time, ILogger<UnfinishedAudits> log)
{
    public static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    /// <summary>Longer than audits must be quiet before they count as lost.</summary>
    public static readonly TimeSpan Soon = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private long since = time.GetTimestamp();
    private TimeSpan wait = Soon;

    /// <summary>The storage failed, and may have lost something.</summary>
    public void Expect()
    {
        lock (gate)
        {
            (since, wait) = (time.GetTimestamp(), Soon);
        }
    }

    /// <summary>Looks through the organizations of the inventory if it is time.</summary>
    public async Task RunIfDueAsync(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (time.GetElapsedTime(since) < wait)
            {
                return;
            }

            (since, wait) = (time.GetTimestamp(), Interval);
        }

        try
        {
            foreach (var organization in (await inventories.ReadAsync(cancellationToken)).Organizations)
            {
                await RunAsync(organization.Id, await audits.PlannedAsync(organization.Id, cancellationToken), cancellationToken);
            }
        }
        catch (InventoryException)
        {
            // It is reported elsewhere.
        }
    }

    /// <summary>Looks after the unfinished audits of an organization.</summary>
    public async Task RunAsync(string organizationId, IReadOnlyCollection<string> auditIds, CancellationToken cancellationToken)
    {
        foreach (var auditId in auditIds)
        {
            try
            {
                if (await audits.FindPlanAsync(organizationId, auditId, cancellationToken) is { } plan)
                {
                    await lost.LookAfterAsync(plan, await audits.ProgressAsync(organizationId, auditId, cancellationToken), cancellationToken);
                }
            }
            catch (DamagedPlanException exception)
            {
                await lost.EndAsync(organizationId, auditId, exception, cancellationToken);
            }
            catch (StorageException exception) when (exception.IsDamage)
            {
                // It must not delay the others.
                log.NotLookedAfter(exception, organizationId, auditId);
            }
        }
    }
}
