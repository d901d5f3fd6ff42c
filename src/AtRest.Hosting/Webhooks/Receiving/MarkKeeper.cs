using AtRest.Storage;
using Microsoft.Extensions.Logging;

namespace AtRest.Hosting.Webhooks.Receiving;

/// <summary>Has old marks deleted, now and then: with each day's first changes there are new ones, so that is often enough.</summary>
internal sealed class MarkKeeper(EventMarks marks, TimeProvider clock, ILogger<MarkKeeper> logger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);
    private readonly Lock gate = new();
    private long? lastPruned;

    public async Task KeepAsync(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (lastPruned is { } at && clock.GetElapsedTime(at) < Pause)
            {
                return;
            }

            lastPruned = clock.GetTimestamp();
        }

        try
        {
            await marks.PruneAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (StorageException exception)
        {
            // The audit is done, and must not be repeated for the sake of tidiness.
            logger.NotPruned(exception);
        }
    }
}
