using System.Collections.Frozen;
using System.Text;
using AtRest.Hosting.Work.Claims;
using AtRest.Storage;
using Microsoft.Extensions.Logging;

namespace AtRest.Hosting.Audits;

/// <summary>
/// Finds unfinished audits that no worker has and whose messages are not in the queue. A queue that is restored, cleared by hand or killed (Azurite keeps
/// some seconds in memory only) loses messages, and a host that is killed between taking a message and handing it to a worker leaves it hidden for ten minutes. Queuing an audit again
/// without need is harmless: it is the same audit. Only the storage's own times are compared.
/// </summary>
internal sealed class LostAudits(AuditStore audits, IWorkQueues queues, WorkClaims claims, ClaimTimes times, HostSettings settings, ILogger<LostAudits> log)
{
    /// <summary>After this time an audit counts as lost even if one of the visible messages may be its own: foreign messages may block the front of the queue.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromHours(6);

    private IWorkQueue Queue => queues.Open(settings.Audits.Queue);

    /// <summary>Checks all audits. Those whose messages wait in the queue cost nothing but their place in the listing.</summary>
    /// <param name="alive">The claims of running workers.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task RunAsync(FrozenSet<string> alive, CancellationToken cancellationToken)
    {
        var front = new Lazy<Task<DateTimeOffset?>>(() => Queue.NextEnqueuedAtAsync(cancellationToken));
        await foreach (var open in audits.OpenAsync(cancellationToken))
        {
            try
            {
                await LookAfterAsync(open.OrganizationId, open.AuditId, open.MarkedAt, open.ReadAt, front, alive, cancellationToken);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                // An audit that cannot be read must not delay the others.
                log.NotLookedAfter(exception, open.OrganizationId, open.AuditId);
            }
        }
    }

    private async Task LookAfterAsync(
        string organizationId, string auditId, DateTimeOffset markedAt, DateTimeOffset readAt, Lazy<Task<DateTimeOffset?>> front, FrozenSet<string> alive, CancellationToken cancellationToken)
    {
        if (readAt - markedAt < times.Quiet || Waits(markedAt, readAt, await front.Value))
        {
            return;
        }

        var progress = await audits.ProgressAsync(organizationId, auditId, cancellationToken);
        if (progress.IsCompleted)
        {
            await audits.CloseAsync(organizationId, auditId, cancellationToken);
        }
        else if (IsQuiet(progress, markedAt) && await audits.OpenOrderAsync(organizationId, auditId, cancellationToken) is { } order
            && !await IsWorkedOnAsync(order, progress, alive, cancellationToken))
        {
            await ResumeAsync(order, progress.ReadAt - Later(progress.LastActivity, markedAt), cancellationToken);
        }
    }

    /// <summary>The same for one audit, for a caller who requests its progress.</summary>
    public async Task LookAfterAsync(AuditOrder order, AuditProgress progress, CancellationToken cancellationToken)
    {
        if (progress.IsCompleted || progress.ReadAt - progress.LastActivity < times.Quiet
            || await audits.MarkedAtAsync(order.OrganizationId, order.AuditId, cancellationToken) is not { } markedAt
            || !IsQuiet(progress, markedAt)
            || Waits(markedAt, progress.ReadAt, await Queue.NextEnqueuedAtAsync(cancellationToken)))
        {
            return;
        }

        var alive = (await claims.ListAsync(cancellationToken)).Where(claims.IsAlive).Select(claim => claim.Name).ToFrozenSet(StringComparer.Ordinal);
        if (!await IsWorkedOnAsync(order, progress, alive, cancellationToken))
        {
            await ResumeAsync(order, progress.ReadAt - Later(progress.LastActivity, markedAt), cancellationToken);
        }
    }

    /// <summary>Whether a message of the audit may be at the front of the queue, or behind it.</summary>
    private bool Waits(DateTimeOffset markedAt, DateTimeOffset readAt, DateTimeOffset? front) => front <= markedAt + times.Margin && readAt - markedAt < LongestWait;

    private bool IsQuiet(AuditProgress progress, DateTimeOffset markedAt) => progress.ReadAt - Later(progress.LastActivity, markedAt) >= times.Quiet;

    private async Task<bool> IsWorkedOnAsync(AuditOrder order, AuditProgress progress, FrozenSet<string> alive, CancellationToken cancellationToken)
    {
        if (alive.Count == 0)
        {
            return false;
        }

        List<string> texts = [StartText(order)];
        if (await audits.KnownPlanAsync(order.OrganizationId, order.AuditId, cancellationToken) is { } plan)
        {
            // All batches, because the worker of the last one also makes the report.
            texts.AddRange(plan.Batches.Select(batch => AuditMessage.ForBatch(order.OrganizationId, order.AuditId, batch.Id).ToString()));
        }

        return texts.SelectMany(text => new[] { WorkClaims.NameOf(Queue.Name, text), WorkClaims.NameOf(Queue.Name + QueueNames.Poison, text) }).Any(alive.Contains);
    }

    private async Task ResumeAsync(AuditOrder order, TimeSpan quiet, CancellationToken cancellationToken)
    {
        log.AuditResumed(order.OrganizationId, order.AuditId, quiet);
        // The mark first: it says when this was tried last.
        await audits.MarkOpenAsync(order, cancellationToken);
        await Queue.EnqueueAsync(StartText(order), TimeSpan.Zero, cancellationToken);
    }

    private static string StartText(AuditOrder order)
    {
        var message = AuditMessage.Start(order);
        var text = message.ToString();
        return Encoding.UTF8.GetByteCount(text) <= IWorkQueue.MaxTextBytes ? text : (message with { Order = null }).ToString();
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
