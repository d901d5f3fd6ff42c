using System.Collections.Frozen;
using AtRest.Storage;
using Microsoft.Extensions.Logging;

namespace AtRest.Hosting.Work.Claims;

/// <summary>Finds messages whose workers are gone, and queues them again.</summary>
internal sealed class AbandonedWork(WorkClaims claims, IWorkQueues queues, ClaimTimes times, HostSettings settings, ILogger<AbandonedWork> log)
{
    /// <summary>Makes one call if no message is being handled.</summary>
    /// <returns>The names of the claims of running workers.</returns>
    public async Task<FrozenSet<string>> RunAsync(CancellationToken cancellationToken)
    {
        var listed = await claims.ListAsync(cancellationToken);
        var fronts = new Dictionary<string, DateTimeOffset?>(StringComparer.Ordinal);
        foreach (var claim in listed.Where(claim => !claims.IsAlive(claim)))
        {
            try
            {
                await LookAfterAsync(claim, fronts, cancellationToken);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                // A damaged claim must not delay the others.
                log.NotLookedAfter(exception, claim.Name);
            }
        }

        return listed.Where(claims.IsAlive).Select(claim => claim.Name).ToFrozenSet(StringComparer.Ordinal);
    }

    private async Task LookAfterAsync(ListedClaim claim, Dictionary<string, DateTimeOffset?> fronts, CancellationToken cancellationToken)
    {
        if (claim.State == ClaimState.Done)
        {
            if (claim.Age >= times.Remembered)
            {
                await claims.RemoveAsync(claim, cancellationToken);
            }
        }
        else if (claim.State == ClaimState.Held || await IsOverdueAsync(claim, fronts, cancellationToken))
        {
            // Of two processes that see it at the same time, one frees it. After a kill before the next line, it is found as overdue later.
            if (await claims.FreeAsync(claim, cancellationToken) is { } freed)
            {
                log.QueuedAgain(freed.Queue, claim.Age, freed.Tries + 1, settings.Storage.MaxDeliveries);
                await queues.Open(freed.Queue).EnqueueAsync(freed.Text, TimeSpan.Zero, cancellationToken);
            }
        }
    }

    /// <summary>Whether a waiting message should have been delivered: all visible messages were sent later.</summary>
    private async Task<bool> IsOverdueAsync(ListedClaim claim, Dictionary<string, DateTimeOffset?> fronts, CancellationToken cancellationToken)
    {
        if (claim.Age < times.Quiet)
        {
            return false;
        }

        var queue = WorkClaims.QueueOf(claim.Name);
        if (!fronts.TryGetValue(queue, out var front))
        {
            fronts[queue] = front = await queues.Open(queue).NextEnqueuedAtAsync(cancellationToken);
        }

        return front is null || front > claim.LastModified + times.Margin;
    }
}
