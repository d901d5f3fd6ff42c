using System.Collections.Concurrent;

namespace AtRest.Core.Packing;

/// <summary>Values that can be made again, kept while they are used often: memory does not grow with their number. Safe for several threads.</summary>
internal sealed class RecentValues<TKey, TValue>
    where TKey : notnull
    where TValue : class
{
    /// <summary>A value may have a hundred KiB.</summary>
    private const int MostYoung = 64;

    private volatile ConcurrentDictionary<TKey, TValue> young = [];
    private volatile ConcurrentDictionary<TKey, TValue> old = [];
    private int added;

    /// <param name="key">What it is about.</param>
    /// <param name="make">Makes an equal value every time.</param>
    public TValue GetOrAdd(TKey key, Func<TValue> make)
    {
        var present = young;
        if (present.TryGetValue(key, out var value))
        {
            return value;
        }

        value = present.GetOrAdd(key, old.TryGetValue(key, out var earlier) ? earlier : make());
        if (Interlocked.Increment(ref added) % MostYoung == 0)
        {
            old = present;
            young = [];
        }

        return value;
    }
}
