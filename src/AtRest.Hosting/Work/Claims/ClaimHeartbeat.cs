using AtRest.Storage;
using Microsoft.Extensions.Logging;

namespace AtRest.Hosting.Work.Claims;

/// <summary>Renews a worker's claim until the work ends, and stops the work if the claim is lost or the work hangs.</summary>
internal sealed class ClaimHeartbeat(WorkClaims claims, HeldClaim held, ClaimTimes times, TimeProvider time, ILogger log)
{
    /// <summary>The claim as it was last written.</summary>
    public HeldClaim Held { get; private set; } = held;

    /// <summary>Another worker has the message.</summary>
    public bool IsLost { get; private set; }

    /// <summary>The work exceeded the longest time.</summary>
    public bool IsTooLong { get; private set; }

    public async Task RunAsync(CancellationTokenSource ending)
    {
        var since = time.GetTimestamp();
        var alive = since;
        while (true)
        {
            await Task.Delay(times.RenewInterval, time, ending.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (ending.IsCancellationRequested)
            {
                return;
            }

            // From here on the claim ages, so that others continue even if this work cannot be stopped.
            IsTooLong = time.GetElapsedTime(since) >= times.Longest;
            if (!IsTooLong)
            {
                var begun = time.GetTimestamp();
                var isRenewed = await RenewAsync();
                alive = isRenewed == true ? begun : alive;

                // A worker that could not renew its claim for so long counts as dead, and others may take the message.
                IsLost = isRenewed == false || time.GetElapsedTime(alive) >= times.Held;
            }

            if (IsTooLong || IsLost)
            {
                await ending.CancelAsync();
                return;
            }
        }
    }

    /// <summary>False if the claim is lost; null if the storage did not answer. Not cancelled with the work: a half-finished renewal would leave an unknown version.</summary>
    private async Task<bool?> RenewAsync()
    {
        using var limit = new CancellationTokenSource(times.Held - times.RenewInterval, time);
        try
        {
            var renewed = await claims.RenewAsync(Held, limit.Token);
            Held = renewed ?? Held;
            return renewed is not null;
        }
        catch (Exception exception) when (exception is StorageException or OperationCanceledException)
        {
            log.NotRenewed(exception, Held.Claim.Queue);
            return null;
        }
    }
}
