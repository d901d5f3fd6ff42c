using AtRest.Storage;
using Microsoft.Extensions.Logging;

namespace AtRest.Hosting.Work.Claims;

/// <summary>The evidence of a worker's life: renews its claim until the work ends, and stops the work if the claim is lost or the work hangs.</summary>
internal sealed class ClaimBeat(WorkClaims claims, HeldClaim held, ClaimTimes times, TimeProvider time, ILogger log)
{
    /// <summary>As it was written last.</summary>
    public HeldClaim Held { get; private set; } = held;

    /// <summary>Another worker has the message by now.</summary>
    public bool IsLost { get; private set; }

    /// <summary>The work took longer than any may.</summary>
    public bool IsTooLong { get; private set; }

    public async Task RunAsync(CancellationTokenSource ending)
    {
        var since = time.GetTimestamp();
        var alive = since;
        while (true)
        {
            await Task.Delay(times.Beat, time, ending.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (ending.IsCancellationRequested)
            {
                return;
            }

            // From here on it shows no life, and so others go on even if this work cannot be stopped.
            IsTooLong = time.GetElapsedTime(since) >= times.Longest;
            if (!IsTooLong)
            {
                var begun = time.GetTimestamp();
                var isRenewed = await RenewAsync();
                alive = isRenewed == true ? begun : alive;

                // A worker that could not say for so long that it is alive counts as dead, and others may have the message.
                IsLost = isRenewed == false || time.GetElapsedTime(alive) >= times.Held;
            }

            if (IsTooLong || IsLost)
            {
                await ending.CancelAsync();
                return;
            }
        }
    }

    /// <summary>False if the claim is lost; null if the storage did not answer. Not cancelled with the work: a renewal that is half done would leave a version that nobody knows.</summary>
    private async Task<bool?> RenewAsync()
    {
        using var limit = new CancellationTokenSource(times.Held - times.Beat, time);
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
