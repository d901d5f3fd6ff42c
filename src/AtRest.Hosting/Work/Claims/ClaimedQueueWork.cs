using System.Runtime.ExceptionServices;
using AtRest.Storage;
using Microsoft.Extensions.Logging;

namespace AtRest.Hosting.Work.Claims;

/// <summary>
/// Handles a message only with a claim on it, and renews the claim meanwhile. A copy of a message that another worker has is dropped: if that worker is killed,
/// <see cref="AbandonedWork"/> queues the message again.
/// </summary>
internal sealed class ClaimedQueueWork(
    IQueueWork inner, WorkClaims claims, IWorkQueues queues, ClaimTimes times, HostSettings settings, TimeProvider time, ILogger<ClaimedQueueWork> log) : IQueueWork
{
    private const string Poison = "-poison";

    public string Queue => inner.Queue;

    public bool MustNotRepeat => inner.MustNotRepeat;

    public async Task HandleAsync(QueueDelivery delivery, CancellationToken cancellationToken)
    {
        if (await claims.TakeAsync(Queue, delivery.Text, cancellationToken) is not { } held)
        {
            log.HeldElsewhere(Queue);
        }
        else if (held.Claim.Tries > settings.Storage.MaxDeliveries)
        {
            // The queue cannot count this, because a message that is queued again is new to it.
            log.TriedTooOften(Queue, held.Claim.Tries - 1);

            // Released first: work in progress is not given up. After a kill in between, it is queued again.
            if (await claims.GiveBackAsync(held, held.Claim.Tries, cancellationToken) is { } waiting)
            {
                await queues.Open(Queue + Poison).EnqueueAsync(delivery.Text, TimeSpan.Zero, cancellationToken);
                await EndAsync(waiting);
            }
        }
        else
        {
            await WorkAsync(held, token => inner.HandleAsync(delivery, token), cancellationToken);
        }
    }

    public async Task HandlePoisonAsync(QueueDelivery delivery, CancellationToken cancellationToken)
    {
        var earlier = await claims.FindAsync(WorkClaims.NameOf(Queue, delivery.Text), cancellationToken);
        if (earlier is not null && claims.IsAlive(earlier))
        {
            // An old copy was delivered too often. Work in progress is not given up.
            log.HeldElsewhere(Queue + Poison);
            return;
        }

        if (await claims.TakeAsync(Queue + Poison, delivery.Text, cancellationToken) is not { } held)
        {
            log.HeldElsewhere(Queue + Poison);
            return;
        }

        await WorkAsync(held, token => inner.HandlePoisonAsync(delivery, token), cancellationToken);
        if (earlier is { State: not ClaimState.Done })
        {
            await claims.RemoveAsync(earlier, cancellationToken);
        }
    }

    private async Task WorkAsync(HeldClaim held, Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var beat = new ClaimHeartbeat(claims, held, times, time, log);
        var beating = beat.RunAsync(ending);
        var failure = await TryAsync(work, ending.Token);
        await ending.CancelAsync();
        await beating;
        if (beat.IsLost)
        {
            log.Lost(Queue);
        }
        else if (failure is null)
        {
            await EndAsync(beat.Held);
        }
        else
        {
            // A worker that was asked to stop has not failed.
            await GiveBackAsync(beat.Held, cancellationToken.IsCancellationRequested ? held.Claim.Tries - 1 : held.Claim.Tries);
            if (beat.IsTooLong)
            {
                throw new TimeoutException($"Handling a message of the queue {Queue} took longer than {times.Longest.TotalMinutes} minutes.", failure);
            }

            ExceptionDispatchInfo.Throw(failure);
        }
    }

    private static async Task<Exception?> TryAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        try
        {
            await work(cancellationToken);
            return null;
        }
        catch (Exception exception)
        {
            return exception;
        }
    }

    /// <summary>Without a token: the rest is short, and is done also when the process stops. A remaining claim expires, and finished work is not repeated.</summary>
    private async Task EndAsync(HeldClaim held)
    {
        try
        {
            await (inner.MustNotRepeat ? claims.RememberAsync(held, CancellationToken.None) : claims.EndAsync(held, CancellationToken.None));
        }
        catch (StorageException exception)
        {
            log.NotEnded(exception, held.Claim.Queue);
        }
    }

    private async Task GiveBackAsync(HeldClaim held, int tries)
    {
        try
        {
            await claims.GiveBackAsync(held, tries, CancellationToken.None);
        }
        catch (StorageException exception)
        {
            log.NotEnded(exception, held.Claim.Queue);
        }
    }
}
