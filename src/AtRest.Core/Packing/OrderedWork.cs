using System.Runtime.ExceptionServices;

namespace AtRest.Core.Packing;

/// <summary>Does the same work for many items on several threads, and takes the results in the order of the items: the outcome is that of one thread.</summary>
internal static class OrderedWork
{
    private const int ChunkSize = 8;

    /// <summary>Bounds the results that wait for an earlier one.</summary>
    private const int ChunksAhead = 8;

    /// <param name="items">The items.</param>
    /// <param name="threads">At most as many at once.</param>
    /// <param name="work">Called on any thread, in any order.</param>
    /// <param name="take">Called for one result at a time, in order.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    public static void Run<TItem, TResult>(IReadOnlyList<TItem> items, int threads, Func<TItem, TResult> work, Action<TResult> take, CancellationToken cancellationToken)
    {
        var chunks = (items.Count + ChunkSize - 1) / ChunkSize;
        threads = Math.Clamp(threads, 1, Math.Max(1, chunks));
        if (threads == 1)
        {
            foreach (var item in items)
            {
                cancellationToken.ThrowIfCancellationRequested();
                take(work(item));
            }

            return;
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var ahead = new SemaphoreSlim(threads * ChunksAhead);
        var (gate, waiting, started, taken) = (new Lock(), new Dictionary<int, TResult[]>(), -1, 0);
        ExceptionDispatchInfo? fault = null;
        Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, _ =>
        {
            try
            {
                while (true)
                {
                    // A permit comes before a number: who has the lowest number never waits for one.
                    ahead.Wait(stop.Token);
                    var chunk = Interlocked.Increment(ref started);
                    if (chunk >= chunks)
                    {
                        ahead.Release();
                        return;
                    }

                    var first = chunk * ChunkSize;
                    var results = new TResult[Math.Min(ChunkSize, items.Count - first)];
                    for (var index = 0; index < results.Length; index++)
                    {
                        stop.Token.ThrowIfCancellationRequested();
                        results[index] = work(items[first + index]);
                    }

                    lock (gate)
                    {
                        waiting.Add(chunk, results);
                        while (waiting.Remove(taken, out var ready))
                        {
                            Array.ForEach(ready, take);
                            taken++;
                            ahead.Release();
                        }
                    }
                }
            }
            catch (Exception exception)
            {
                Interlocked.CompareExchange(ref fault, ExceptionDispatchInfo.Capture(exception), null);
                stop.Cancel();
            }
        });
        fault?.Throw();
    }
}
