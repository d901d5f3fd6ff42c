using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using AtRest.Hosting.Reports;
using AtRest.Hosting.Work.Claims;
using AtRest.Storage;
using Microsoft.Extensions.Logging;

namespace AtRest.Hosting.Audits;

/// <summary>
/// Finds unfinished audits that no worker has and whose messages are not in the queue. A queue that is restored, cleared by hand or killed (Azurite keeps
/// some seconds in memory only) loses messages, and a host that is killed between taking a message and handing it to a worker leaves it hidden for ten minutes. Queuing an audit again
/// without need is harmless: it is the same audit. Only the storage's own times are compared.
/// </summary>
internal sealed class LostAudits(AuditStore audits, IWorkQueues queues, WorkClaims claims, StoredAges ages, ClaimTimes times, DamagedAudits damaged, DamagedBlobs blobs, HostSettings settings, ILogger<LostAudits> log)
{
    /// <summary>After this time an audit counts as lost even if one of the visible messages may be its own: foreign messages may block the front of the queue.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromHours(6);

    /// <summary>An audit that runs without the queue writes nothing for at most <see cref="AuditSteps.BatchLimit"/>, or while its message waits for the storage.</summary>
    public static readonly TimeSpan LongestInline = TimeSpan.FromMinutes(30);

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
                await LookAfterAsync(open, front, alive, cancellationToken);
            }
            catch (DamagedPlanException exception)
            {
                await EndAsync(open.OrganizationId, open.AuditId, exception, cancellationToken);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                // An audit that cannot be read must not delay the others.
                log.NotLookedAfter(exception, open.OrganizationId, open.AuditId);
            }
        }
    }

    private async Task LookAfterAsync(OpenAudit open, Lazy<Task<DateTimeOffset?>> front, FrozenSet<string> alive, CancellationToken cancellationToken)
    {
        var (organizationId, auditId, marked) = (open.OrganizationId, open.AuditId, AgeOf(open));
        if (marked < times.Quiet || Waits(open.ReadAt - marked, marked, await front.Value))
        {
            return;
        }

        var progress = await audits.ProgressAsync(organizationId, auditId, cancellationToken);
        if (progress.IsCompleted)
        {
            await audits.CloseAsync(organizationId, auditId, cancellationToken);
        }
        else if (Shorter(marked, AgeOf(organizationId, auditId, progress)) is var quiet && quiet >= times.Quiet
            && await OrderAsync(organizationId, auditId, cancellationToken) is { } order
            && !await IsWorkedOnAsync(order, alive, cancellationToken))
        {
            await ResumeAsync(order, quiet, cancellationToken);
        }
    }

    /// <summary>The same for one audit that has a plan, for a caller who requests its progress. If the mark is lost, too, the plan is enough.</summary>
    public async Task LookAfterAsync(AuditManifest plan, AuditProgress progress, CancellationToken cancellationToken)
    {
        var order = plan.Order;
        var quiet = AgeOf(order.OrganizationId, order.AuditId, progress);
        if (progress.IsCompleted || quiet < times.Quiet)
        {
            return;
        }

        var mark = await audits.MarkAsync(order.OrganizationId, order.AuditId, cancellationToken);
        if (mark is null && plan.Inline && quiet < LongestInline)
        {
            // The process that received the order runs it, and has no claim on it.
            return;
        }

        var marked = mark is null ? quiet : AgeOf(mark);
        quiet = Shorter(marked, quiet);
        if (quiet < times.Quiet || Waits(progress.ReadAt - marked, marked, await Queue.NextEnqueuedAtAsync(cancellationToken)))
        {
            return;
        }

        var alive = (await claims.ListAsync(cancellationToken)).Where(claims.IsLookedAfter).Select(claim => claim.Name).ToFrozenSet(StringComparer.Ordinal);
        if (!await IsWorkedOnAsync(order, alive, cancellationToken))
        {
            await ResumeAsync(order, quiet, cancellationToken);
        }
    }

    /// <summary>Ends an audit whose plan is damaged.</summary>
    public async Task EndAsync(string organizationId, string auditId, DamagedPlanException exception, CancellationToken cancellationToken)
    {
        if (await damaged.EndAsync(organizationId, auditId, known: null, exception, cancellationToken) is null)
        {
            blobs.Note(AuditStore.Manifest(organizationId, auditId), exception, readAgain: null);
        }
    }

    /// <summary>What is ordered: in the mark, and if that is damaged, in the plan. Null if the audit is not open, or neither can be read.</summary>
    private async Task<AuditOrder?> OrderAsync(string organizationId, string auditId, CancellationToken cancellationToken)
    {
        try
        {
            return await audits.OpenOrderAsync(organizationId, auditId, cancellationToken);
        }
        catch (StorageException exception) when (exception.IsDamage)
        {
            blobs.Note(AuditStore.Open(organizationId, auditId), exception, readAgain: null);
            return (await audits.FindPlanAsync(organizationId, auditId, cancellationToken))?.Order;
        }
    }

    /// <summary>Whether a message of the audit may be at the front of the queue, or behind it.</summary>
    private bool Waits(DateTimeOffset markedAt, TimeSpan marked, DateTimeOffset? front) => front <= markedAt + times.Margin && marked < LongestWait;

    private TimeSpan AgeOf(OpenAudit mark) => ages.Of($"open {mark.OrganizationId} {mark.AuditId}", mark.Version, mark.MarkedAt, mark.ReadAt);

    /// <summary>The time since something was written for an audit.</summary>
    private TimeSpan AgeOf(string organizationId, string auditId, AuditProgress progress) =>
        ages.Of($"audit {organizationId} {auditId}", progress.LastActivity.ToString("O", CultureInfo.InvariantCulture), progress.LastActivity, progress.ReadAt);

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private async Task<bool> IsWorkedOnAsync(AuditOrder order, FrozenSet<string> alive, CancellationToken cancellationToken)
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
}
