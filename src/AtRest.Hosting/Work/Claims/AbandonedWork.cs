using System.Collections.Frozen;
using AtRest.Storage;
using Microsoft.Extensions.Logging;

namespace AtRest.Hosting.Work.Claims;

/// <summary>Finds messages whose workers are gone, and queues them again.</summary>
internal sealed class AbandonedWork(WorkClaims claims, IWorkQueues queues, ClaimTimes times, ILogger<AbandonedWork> log)
{
    /// <summary>Makes one call if no message is being handled.</summary>
    /// <returns>The names of the claims whose messages are looked after.</returns>
    public async Task<FrozenSet<string>> RunAsync(CancellationToken cancellationToken)
    {
        var listed = await claims.ListAsync(cancellationToken);
        var names = listed.Select(claim => claim.Name).ToFrozenSet(StringComparer.Ordinal);
        var fronts = new Dictionary<string, DateTimeOffset?>(StringComparer.Ordinal);
        foreach (var claim in listed.Where(claim => !claims.IsAlive(claim)))
        {
            try
            {
                await LookAfterAsync(claim, names, fronts, cancellationToken);
            }
            catch (StorageException exception) when (exception.IsDamage && claim.Age >= times.Remembered)
            {
                // Nobody can read what its message was. If it was an audit's, the audit is found by its mark.
                log.NotLookedAfter(exception, claim.Name);
                await claims.RemoveAsync(claim, cancellationToken);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                // A damaged claim must not delay the others.
                log.NotLookedAfter(exception, claim.Name);
            }
        }

        return listed.Where(claims.IsLookedAfter).Select(claim => claim.Name).ToFrozenSet(StringComparer.Ordinal);
    }

    private async Task LookAfterAsync(ListedClaim claim, FrozenSet<string> names, Dictionary<string, DateTimeOffset?> fronts, CancellationToken cancellationToken)
    {
        if (claim.State == ClaimState.Done)
        {
            if (claim.Age >= times.Remembered)
            {
                await claims.RemoveAsync(claim, cancellationToken);
            }

            return;
        }

        var queue = WorkClaims.QueueOf(claim.Name);
        if (claim.State == ClaimState.GivenUp)
        {
            // A message in the poison queue has its own claim as soon as a worker had it.
            if (names.Contains(WorkClaims.PoisonNameOf(claim.Name)))
            {
                return;
            }

            queue += QueueNames.Poison;
        }

        // Of two processes that see it at the same time, one frees it. After a kill before the next line, it is found as overdue later.
        if ((claim.State == ClaimState.Held || await IsOverdueAsync(claim, queue, fronts, cancellationToken)) && await claims.FreeAsync(claim, cancellationToken) is { } freed)
        {
            log.QueuedAgain(queue, claim.Age, freed.Kills);
            await queues.Open(queue).EnqueueAsync(freed.Text, TimeSpan.Zero, cancellationToken);
        }
    }

    /// <summary>Whether a waiting message should have been delivered: all visible messages were sent later.</summary>
    private async Task<bool> IsOverdueAsync(ListedClaim claim, string queue, Dictionary<string, DateTimeOffset?> fronts, CancellationToken cancellationToken)
    {
        if (claim.Age < claim.Pause + times.Quiet)
        {
            return false;
        }

        if (!fronts.TryGetValue(queue, out var front))
        {
            fronts[queue] = front = await queues.Open(queue).NextEnqueuedAtAsync(cancellationToken);
        }

        return front is null || front > claim.Since + times.Margin;
    }
}
