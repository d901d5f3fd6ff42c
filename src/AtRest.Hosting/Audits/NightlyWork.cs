using System.Collections.Concurrent;
using System.Globalization;
using AtRest.Core.Naming;
using AtRest.Hosting.Inventories;
using AtRest.Hosting.Retention;
using AtRest.Hosting.Work;
using Microsoft.Extensions.Logging;

namespace AtRest.Hosting.Audits;

/// <summary>Starts an audit for every organization, and then deletes what the retention no longer keeps.</summary>
internal sealed class NightlyWork(IInventorySource inventories, IAudits audits, RetentionSweep retention, HostSettings settings, TimeProvider time, ILogger<NightlyWork> log) : INightlyWork
{
    private const int OrdersAtOnce = 8;

    /// <exception cref="AggregateException">Some organizations' audits could not be started; all others were. Called again, only the missing ones are started.</exception>
    public async Task RunAsync(NightlyTick tick, CancellationToken cancellationToken)
    {
        var occurrence = settings.Audits.Schedule.At(tick.At) ?? tick.At;
        var inventory = await inventories.ReadAsync(cancellationToken);
        var failures = new ConcurrentBag<Exception>();
        await Parallel.ForEachAsync(
            inventory.Organizations.Select(organization => organization.Id),
            new ParallelOptions { MaxDegreeOfParallelism = OrdersAtOnce, CancellationToken = cancellationToken },
            async (organizationId, token) =>
            {
                try
                {
                    await audits.StartAsync(Order(organizationId, occurrence), token);
                }
                catch (Exception exception) when (!token.IsCancellationRequested)
                {
                    // One organization's error must not delay the audits of the others.
                    log.NightlyFailed(exception, organizationId);
                    failures.Add(exception);
                }
            });
        log.NightlyOrdered(occurrence, inventory.Organizations.Length - failures.Count, tick.IsPastDue);
        await retention.RunAsync(tick.IsPastDue, cancellationToken);
        if (!failures.IsEmpty)
        {
            throw new AggregateException("The nightly audit of some organizations could not be started.", failures);
        }
    }

    private AuditOrder Order(string organizationId, DateTimeOffset occurrence) => new()
    {
        AuditId = DerivedId.Of("nightly", occurrence.UtcDateTime.ToString("O", CultureInfo.InvariantCulture), organizationId),
        OrganizationId = organizationId,
        Cause = AuditCause.Nightly,
        OrderedAt = time.GetUtcNow(),
    };
}
