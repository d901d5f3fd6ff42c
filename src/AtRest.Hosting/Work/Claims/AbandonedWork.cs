using System.Collections.Frozen;
using AtRest.Storage;
using Microsoft.Extensions.Logging;

namespace AtRest.Hosting.Work.Claims;

/// <summary>Finds messages whose workers are gone, and queues them again.</summary>
internal sealed class AbandonedWork(WorkClaims claims, IWorkQueues queues, ClaimTimes times, HostSettings settings, ILogger<AbandonedWork> log)
{
    /// <summary>One call while nothing is in work.</summary>
    /// <returns>The names of the claims of workers that are alive.</returns>
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
                // A damaged one must not keep the others waiting.
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
            // Of two processes that see it at the same time one frees it. Killed before the next line, it is overdue later.
            if (await claims.FreeAsync(claim, cancellationToken) is { } freed)
            {
                log.QueuedAgain(freed.Queue, claim.Age, freed.Tries + 1, settings.Storage.MaxDeliveries);
                await queues.Open(freed.Queue).EnqueueAsync(freed.Text, TimeSpan.Zero, cancellationToken);
            }
        }
    }

    /// <summary>Whether a message that waits should have been delivered: those that can be seen were all sent later.</summary>
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
