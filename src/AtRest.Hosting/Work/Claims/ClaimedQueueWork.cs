using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using System.Text;
using AtRest.Storage;
using Microsoft.Extensions.Logging;

namespace AtRest.Hosting.Work.Claims;

/// <summary>
/// Handles a message only with a claim on it, and renews the claim meanwhile. A copy of a message that another worker has is dropped: if that worker is killed,
/// <see cref="AbandonedWork"/> queues the message again. Here is decided when a message is given up (docs/decisions/0013-deliveries-and-clocks.md).
/// </summary>
internal sealed class ClaimedQueueWork(IQueueWork inner, WorkClaims claims, IWorkQueues queues, ClaimTimes times, TimeProvider time, ILogger<ClaimedQueueWork> log) : IQueueWork
{
    private const int MostRefused = 1000;

    /// <summary>How often a message's claim could not be written: in memory, because it cannot be written.</summary>
    private readonly ConcurrentDictionary<string, int> refused = new(StringComparer.Ordinal);

    public string Queue => inner.Queue;

    public bool MustNotRepeat => inner.MustNotRepeat;

    public async Task HandleAsync(QueueDelivery delivery, CancellationToken cancellationToken)
    {
        if (await TakeAsync(Queue, delivery, cancellationToken) is not { } held)
        {
            log.HeldElsewhere(Queue);
        }
        else if (held.Claim.Kills >= times.MostKills)
        {
            await GiveUpAsync(held, held.Claim, delivery, null, cancellationToken);
        }
        else
        {
            var attempt = held.Claim.Failures + held.Claim.Kills + (held.Claim.Waited > TimeSpan.Zero ? 2 : 1);
            await WorkAsync(held, delivery with { DequeueCount = Math.Max(delivery.DequeueCount, attempt) }, inner.HandleAsync, RetryOrGiveUpAsync, cancellationToken);
        }
    }

    public async Task HandlePoisonAsync(QueueDelivery delivery, CancellationToken cancellationToken)
    {
        ListedClaim? earlier;
        bool wasOutage;
        try
        {
            earlier = await claims.FindAsync(WorkClaims.NameOf(Queue, delivery.Text), cancellationToken);
            wasOutage = earlier is { State: ClaimState.GivenUp } && await claims.WasOutageAsync(earlier, cancellationToken);
        }
        catch (StorageException exception)
        {
            throw Later(exception, delivery);
        }

        if (earlier is not null && claims.IsAlive(earlier))
        {
            // An old copy was delivered too often. Work in progress is not given up.
            log.HeldElsewhere(Queue + QueueNames.Poison);
            return;
        }

        if (await TakeAsync(Queue + QueueNames.Poison, delivery, cancellationToken) is not { } held)
        {
            log.HeldElsewhere(Queue + QueueNames.Poison);
            return;
        }

        await WorkAsync(held, delivery with { WasOutage = wasOutage }, HandleAsync, RetryAsync, cancellationToken);

        // The claim on the poison message ends after this one: as long as there is one, nobody takes the message for lost.
        async Task HandleAsync(QueueDelivery poison, CancellationToken token)
        {
            await inner.HandlePoisonAsync(poison, token);
            if (earlier is { State: not ClaimState.Done })
            {
                await claims.RemoveAsync(earlier, token);
            }
        }
    }

    private async Task<HeldClaim?> TakeAsync(string queue, QueueDelivery delivery, CancellationToken cancellationToken)
    {
        try
        {
            var held = await claims.TakeAsync(queue, delivery.Text, cancellationToken);
            refused.TryRemove(delivery.Text, out _);
            return held;
        }
        catch (StorageException exception)
        {
            throw Later(exception, delivery);
        }
    }

    /// <summary>Nothing can be written, so nothing is counted: the message waits as long as it takes.</summary>
    private RetryLaterException Later(Exception failure, QueueDelivery delivery)
    {
        if (refused.Count >= MostRefused)
        {
            refused.Clear();
        }

        var number = refused.AddOrUpdate(delivery.Text, 1, (_, known) => known + 1);
        var pause = Pause(number, times.LongestOutagePause);
        log.StorageFailed(failure, Queue, pause);
        return new RetryLaterException(pause, failure);
    }

    private async Task WorkAsync(
        HeldClaim held, QueueDelivery delivery, Func<QueueDelivery, CancellationToken, Task> work, Func<HeldClaim, QueueDelivery, Exception, Task> onFailure, CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var beat = new ClaimHeartbeat(claims, held, times, time, log);
        var beating = beat.RunAsync(ending);
        var failure = await TryAsync(work, delivery, ending.Token);
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
        else if (cancellationToken.IsCancellationRequested && !beat.IsTooLong)
        {
            // A worker that was asked to stop has not failed.
            await GiveBackAsync(beat.Held, held.Claim, TimeSpan.Zero);
            ExceptionDispatchInfo.Throw(failure);
        }
        else
        {
            var cause = beat.IsTooLong ? new TimeoutException($"Handling a message of the queue {Queue} took longer than {times.Longest.TotalMinutes} minutes.", failure) : failure;
            await onFailure(beat.Held, delivery, cause);
        }
    }

    private static async Task<Exception?> TryAsync(Func<QueueDelivery, CancellationToken, Task> work, QueueDelivery delivery, CancellationToken cancellationToken)
    {
        try
        {
            await work(delivery, cancellationToken);
            return null;
        }
        catch (Exception exception)
        {
            return exception;
        }
    }

    /// <summary>Counts a failure of the work, or how long the storage has failed.</summary>
    private async Task RetryOrGiveUpAsync(HeldClaim held, QueueDelivery delivery, Exception failure)
    {
        if (StorageOutage.Is(failure))
        {
            var pause = OutagePause(held.Claim);
            var next = held.Claim with { Waited = held.Claim.Waited + pause };
            if (next.Waited >= times.LongestOutage)
            {
                await GiveUpAsync(held, next with { WasOutage = true }, delivery, failure, CancellationToken.None);
                return;
            }

            log.StorageFailed(failure, Queue, pause);
            await GiveBackAsync(held, next, pause);
            throw new RetryLaterException(pause, failure);
        }

        var counted = held.Claim with { Failures = held.Claim.Failures + 1 };
        if (counted.Failures >= times.MostFailures)
        {
            await GiveUpAsync(held, counted, delivery, failure, CancellationToken.None);
            return;
        }

        await RetryAsync(held, counted, failure, Pause(counted.Failures, times.LongestPause));
    }

    /// <summary>A message that is given up is handled until that succeeds: otherwise its audit would never end.</summary>
    private Task RetryAsync(HeldClaim held, QueueDelivery delivery, Exception failure)
    {
        var counted = held.Claim with { Failures = held.Claim.Failures + 1 };
        return RetryAsync(held, counted, failure, Pause(counted.Failures, times.LongestOutagePause));
    }

    private async Task RetryAsync(HeldClaim held, WorkClaim counted, Exception failure, TimeSpan pause)
    {
        log.Failed(failure, held.Claim.Queue, counted.Failures, times.MostFailures, pause);
        await GiveBackAsync(held, counted, pause);
        throw new RetryLaterException(pause, failure);
    }

    /// <summary>Recorded first: after a kill before the next line, <see cref="AbandonedWork"/> queues the poison message.</summary>
    private async Task GiveUpAsync(HeldClaim held, WorkClaim claim, QueueDelivery delivery, Exception? failure, CancellationToken cancellationToken)
    {
        log.GivenUp(failure, Queue, claim.Failures, claim.Kills, claim.Waited);
        try
        {
            if (await claims.GiveUpAsync(held, claim, cancellationToken) is null)
            {
                log.Lost(Queue);
            }
            else if (Encoding.UTF8.GetByteCount(delivery.Text) <= IWorkQueue.MaxTextBytes)
            {
                await queues.Open(Queue + QueueNames.Poison).EnqueueAsync(delivery.Text, TimeSpan.Zero, cancellationToken);
            }
            else
            {
                // Another program sent it, in plain text. In the form of AtRest's messages it is too long for a queue.
                await HandlePoisonAsync(delivery, cancellationToken);
            }
        }
        catch (StorageException exception)
        {
            throw Later(exception, delivery);
        }
    }

    /// <summary>Doubles with each one.</summary>
    private TimeSpan Pause(int number, TimeSpan longest) => times.FirstPause * Math.Pow(2, Math.Clamp(number - 1, 0, 20)) is var pause && pause < longest ? pause : longest;

    /// <summary>As long as all before it together: so it doubles, too.</summary>
    private TimeSpan OutagePause(WorkClaim claim) =>
        claim.Waited < times.FirstPause ? times.FirstPause : claim.Waited < times.LongestOutagePause ? claim.Waited : times.LongestOutagePause;

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

    private async Task GiveBackAsync(HeldClaim held, WorkClaim claim, TimeSpan pause)
    {
        try
        {
            await claims.GiveBackAsync(held, claim, pause, CancellationToken.None);
        }
        catch (StorageException exception)
        {
            log.NotEnded(exception, held.Claim.Queue);
        }
    }
}
