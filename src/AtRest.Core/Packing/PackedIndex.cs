namespace AtRest.Core.Packing;

/// <summary>Finds the items of a packed list by what identifies them. Safe for several threads.</summary>
internal sealed class PackedIndex<T>
    where T : class
{
    /// <summary>Rules look at the same key many times in a row.</summary>
    private const int Recent = 64;

    private readonly PackedList<T> list;
    private readonly Dictionary<string, int> places;
    private readonly Tuple<int, T>?[] recent = new Tuple<int, T>?[Recent];

    /// <param name="list">All items are in it; of those with one identity the first is found.</param>
    /// <param name="identity">What identifies an item.</param>
    public PackedIndex(PackedList<T> list, Func<T, string> identity)
    {
        this.list = list;
        places = new Dictionary<string, int>(list.Count, StringComparer.Ordinal);
        foreach (var (place, item) in list.Index())
        {
            places.TryAdd(identity(item), place);
        }
    }

    public bool Contains(string identity) => places.ContainsKey(identity);

    /// <summary>Null if there is none.</summary>
    public T? Find(string identity)
    {
        if (!places.TryGetValue(identity, out var place))
        {
            return null;
        }

        // Reading and writing a reference is one step, so a thread sees a pair that belongs together.
        ref var slot = ref recent[place % Recent];
        if (slot is { } known && known.Item1 == place)
        {
            return known.Item2;
        }

        var item = list.At(place);
        slot = Tuple.Create(place, item);
        return item;
    }
}
