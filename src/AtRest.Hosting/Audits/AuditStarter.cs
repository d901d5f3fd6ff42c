using System.Text;
using AtRest.Storage;

namespace AtRest.Hosting.Audits;

/// <summary>Queues an audit, in an order of writes that loses none, wherever a process is killed.</summary>
internal sealed class AuditStarter(AuditPlanner planner, AuditStore audits, AuditSteps steps, IWorkQueues queues, HostSettings settings)
{
    /// <summary>Queues it again if it is queued already. Returns its plan.</summary>
    /// <exception cref="UnknownClusterException">The organization does not declare a cluster with one of the IDs.</exception>
    public async Task<AuditManifest> StartAsync(AuditOrder order, CancellationToken cancellationToken)
    {
        await planner.CheckAsync(order, cancellationToken);
        var queue = queues.Open(settings.Audits.Queue);
        var message = AuditMessage.Start(order);
        var text = message.ToString();
        if (Encoding.UTF8.GetByteCount(text) <= IWorkQueue.MaxTextBytes)
        {
            // Before the plan: whatever is planned must be done.
            await queue.EnqueueAsync(text, TimeSpan.Zero, cancellationToken);
            await audits.MarkOpenAsync(order, cancellationToken);
            return await steps.RequirePlanAsync(order, inline: false, cancellationToken);
        }

        // Here, too, the mark is written before the plan: it has the order, which is too long for the message.
        await audits.MarkOpenAsync(order, cancellationToken);
        var plan = await steps.RequirePlanAsync(order, inline: false, cancellationToken);
        await queue.EnqueueAsync((message with { Order = null }).ToString(), TimeSpan.Zero, cancellationToken);
        return plan;
    }
}
