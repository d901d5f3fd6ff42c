namespace AtRest.Hosting.Webhooks.Receiving;

/// <summary>
/// The most recent handled events, so that their repeats need no storage. Bounded: there are two generations of the same size, and the older one is forgotten when the newer one is
/// full; events that are looked up move to the newer. What is forgotten here is still marked in the storage.
/// </summary>
internal sealed class RecentEvents
{
    /// <summary>The size of one generation: 16 bytes and the set's overhead per event, some 2 MB in all.</summary>
    public const int Generation = 16_384;

    private readonly Lock gate = new();
    private HashSet<UInt128> newer = [];
    private HashSet<UInt128> older = [];

    public bool Contains(EventKey key)
    {
        lock (gate)
        {
            if (newer.Contains(key.Short))
            {
                return true;
            }

            var known = older.Contains(key.Short);
            if (known)
            {
                Remember(key.Short);
            }

            return known;
        }
    }

    public void Add(EventKey key)
    {
        lock (gate)
        {
            Remember(key.Short);
        }
    }

    private void Remember(UInt128 key)
    {
        if (newer.Count >= Generation)
        {
            (older, newer) = (newer, older);
            newer.Clear();
        }

        newer.Add(key);
    }
}
