using System.Text;
using AtRest.Hosting.Work;
using AtRest.Storage;
using Microsoft.Extensions.Logging;

namespace AtRest.Hosting.Audits;

/// <summary>
/// Finds audits that are not over and whose messages are gone. No queue should lose any, but one that is restored, cleared by hand or killed (Azurite keeps
/// some seconds in memory only) does. Queued again without need, an audit is the same audit.
/// </summary>
internal sealed class LostAudits(AuditStore audits, IWorkQueues queues, HostSettings settings, TimeProvider time, ILogger<LostAudits> log) : IResumeWork
{
    /// <summary>For so long nothing happens in an audit whose messages are there only while its batches wait for their turn.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromMinutes(1);

    /// <summary>After so long it counts as lost, whatever else is in the queue.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromHours(6);

    private IWorkQueue Queue => queues.Open(settings.Audits.Queue);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await foreach (var (organizationId, auditId, markedAt) in audits.OpenAsync(cancellationToken).ConfigureAwait(false))
        {
            if (time.GetUtcNow() - markedAt < Quiet)
            {
                continue;
            }

            var progress = await audits.ProgressAsync(organizationId, auditId, cancellationToken).ConfigureAwait(false);
            if (progress.IsCompleted)
            {
                await audits.CloseAsync(organizationId, auditId, cancellationToken).ConfigureAwait(false);
            }
            else if (await audits.OpenOrderAsync(organizationId, auditId, cancellationToken).ConfigureAwait(false) is { } order)
            {
                await ResumeAsync(order, Later(progress.LastActivity, markedAt), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>The same for one audit, for whoever asks how far it is.</summary>
    public async Task LookAfterAsync(AuditOrder order, AuditProgress progress, CancellationToken cancellationToken)
    {
        if (!progress.IsCompleted && time.GetUtcNow() - progress.LastActivity >= Quiet
            && await audits.MarkedAtAsync(order.OrganizationId, order.AuditId, cancellationToken).ConfigureAwait(false) is { } markedAt)
        {
            await ResumeAsync(order, Later(progress.LastActivity, markedAt), cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task ResumeAsync(AuditOrder order, DateTimeOffset lastActivity, CancellationToken cancellationToken)
    {
        var quiet = time.GetUtcNow() - lastActivity;
        if (quiet < Quiet || (quiet < Patience && await Queue.CountAsync(cancellationToken).ConfigureAwait(false) > 0))
        {
            return;
        }

        log.AuditResumed(order.OrganizationId, order.AuditId, quiet);
        // First the mark, which says when this was tried last.
        await audits.MarkOpenAsync(order, cancellationToken).ConfigureAwait(false);
        var message = AuditMessage.Start(order);
        var text = message.ToString();
        await Queue.EnqueueAsync(Encoding.UTF8.GetByteCount(text) <= IWorkQueue.MaxTextBytes ? text : (message with { Order = null }).ToString(), TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
