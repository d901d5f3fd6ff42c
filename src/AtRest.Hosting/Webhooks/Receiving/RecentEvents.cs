namespace AtRest.Hosting.Webhooks.Receiving;

/// <summary>
/// The last events that were taken care of, so that repeats of them need no storage. Bounded: two generations of as many, of which the older is forgotten when the newer is
/// full; what is asked for moves to the newer. What is forgotten here is still marked in the storage.
/// </summary>
internal sealed class RecentEvents
{
    /// <summary>Of one generation: 16 bytes and the set's own per event, some 2 MB in all.</summary>
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
