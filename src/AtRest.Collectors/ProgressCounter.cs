using AtRest.Core.Audits;

namespace AtRest.Collectors;

/// <summary>Counts the resources to read, and those that have been read.</summary>
internal sealed class ProgressCounter(IProgress<CollectionProgress>? progress)
{
    private readonly Lock gate = new();
    private int done;
    private int total;

    public async Task<T> TrackAsync<T>(Func<Task<T>> work)
    {
        Move(finished: 0, found: 1);
        var result = await work();
        Move(finished: 1, found: 0);
        return result;
    }

    private void Move(int finished, int found)
    {
        // Under the lock, so that reports arrive in order.
        lock (gate)
        {
            done += finished;
            total += found;
            progress?.Report(new CollectionProgress(done, total));
        }
    }
}
