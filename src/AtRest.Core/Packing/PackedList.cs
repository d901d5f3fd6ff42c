using System.Buffers;
using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text.Json;
using AtRest.Core.Evidence.Json;

namespace AtRest.Core.Packing;

/// <summary>
/// An ordered list that keeps its items as compressed JSON: evidence and findings repeat themselves, so that they need a tenth of their size or less. Items are made again whenever
/// they are read: they are equal in content, not by reference. Items are only added. Safe for several threads.
/// </summary>
[CollectionBuilder(typeof(PackedLists), nameof(PackedLists.Of))]
[SuppressMessage("Naming", "CA1710", Justification = "CA1710 wants the name PackedCollection. The items have an order, so it is a list.")]
public sealed class PackedList<T> : IReadOnlyCollection<T>, ICollection<T>
{
    private const int ItemsPerBlock = 1024;

    private readonly PackedBlocks blocks;

    /// <summary>The places of the items in <see cref="blocks"/>; null if all are in that order.</summary>
    private readonly int[]? order;

    public PackedList()
        : this(PackedBlocks.CommonSize)
    {
    }

    /// <param name="blockSize">The bytes that are compressed together: more are smaller, fewer are found sooner.</param>
    internal PackedList(int blockSize) => blocks = new PackedBlocks(blockSize, ItemsPerBlock);

    private PackedList(PackedBlocks blocks, int[] order)
    {
        this.blocks = blocks;
        this.order = order;
    }

    /// <summary>The number of items.</summary>
    public int Count => order?.Length ?? blocks.Count;

    /// <summary>The bytes that its items need.</summary>
    internal long Size => blocks.Size;

    bool ICollection<T>.IsReadOnly => order is not null;

    /// <summary>The JSON form of an item, which <see cref="Append"/> takes: for threads that make it beforehand.</summary>
    internal static byte[] Pack(T item) => JsonSerializer.SerializeToUtf8Bytes(item, EvidenceJson.Compact);

    /// <summary>Adds an item and returns its place.</summary>
    public int Add(T item) => Append(Pack(item));

    /// <summary>Adds an item in the form of <see cref="Pack"/>.</summary>
    internal int Append(ReadOnlySpan<byte> packed) => order is null ? blocks.Append(packed) : throw new NotSupportedException("A choice of a list's items gets no others.");

    /// <summary>The item at a place, from 0.</summary>
    internal T At(int index) => JsonSerializer.Deserialize<T>(PackedAt(index).Span, EvidenceJson.Compact)!;

    /// <summary>The item at a place, in the form of <see cref="Pack"/>.</summary>
    internal ReadOnlyMemory<byte> PackedAt(int index) => blocks.At(order is null ? index : order[index]);

    /// <summary>Some items of this list in another order, without a copy of them.</summary>
    /// <param name="places">Their places in this list.</param>
    public PackedList<T> Choose(IEnumerable<int> places) => new(blocks, [.. order is null ? places : places.Select(place => order[place])]);

    /// <summary>The items that fulfil a condition, in their order, without a copy of them.</summary>
    public PackedList<T> Where(Func<T, bool> condition) => Choose(this.Select((item, place) => condition(item) ? place : -1).Where(place => place >= 0));

    /// <summary>The items in the ordinal order of a text of theirs, without a copy of them.</summary>
    public PackedList<T> SortedBy(Func<T, string> text)
    {
        var texts = this.Select(text).ToArray();
        var isSorted = texts.Zip(texts.Skip(1)).All(pair => string.CompareOrdinal(pair.First, pair.Second) <= 0);
        return isSorted ? this : Choose(Enumerable.Range(0, texts.Length).OrderBy(place => texts[place], StringComparer.Ordinal));
    }

    public IEnumerator<T> GetEnumerator()
    {
        foreach (var packed in Packed())
        {
            yield return JsonSerializer.Deserialize<T>(packed.Span, EvidenceJson.Compact)!;
        }
    }

    /// <summary>All items in the form of <see cref="Pack"/>.</summary>
    internal IEnumerable<ReadOnlyMemory<byte>> Packed() => order is null ? blocks.All() : order.Select(blocks.At);

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    void ICollection<T>.Add(T item) => Add(item);

    void ICollection<T>.Clear() => throw new NotSupportedException("Items are only added.");

    bool ICollection<T>.Contains(T item) => this.AsEnumerable().Any(other => EqualityComparer<T>.Default.Equals(other, item));

    void ICollection<T>.CopyTo(T[] array, int arrayIndex)
    {
        foreach (var item in this)
        {
            array[arrayIndex++] = item;
        }
    }

    bool ICollection<T>.Remove(T item) => throw new NotSupportedException("Items are only added.");
}

/// <summary>Makes packed lists.</summary>
public static class PackedLists
{
    /// <summary>For collection expressions.</summary>
    public static PackedList<T> Of<T>(ReadOnlySpan<T> items)
    {
        var list = new PackedList<T>();
        foreach (var item in items)
        {
            list.Add(item);
        }

        return list;
    }

    /// <summary>Packs one item after the other.</summary>
    public static PackedList<T> Pack<T>(IEnumerable<T> items)
    {
        var list = new PackedList<T>();
        foreach (var item in items)
        {
            list.Add(item);
        }

        return list;
    }

    /// <summary>Each thing of several lists once, sorted by what identifies it.</summary>
    /// <param name="lists">In an order that does not depend on when they were made.</param>
    /// <param name="identity">What identifies a thing.</param>
    /// <param name="best">Makes one of several copies of a thing, in the order of the lists.</param>
    internal static PackedList<T> Merge<T>(IEnumerable<PackedList<T>> lists, Func<T, string> identity, Func<IReadOnlyList<T>, T> best)
    {
        var found = lists.SelectMany(list => list.Select((item, index) => (Identity: identity(item), List: list, Index: index)))
            .GroupBy(copy => copy.Identity, StringComparer.Ordinal)
            .OrderBy(copies => copies.Key, StringComparer.Ordinal);
        var merged = new PackedList<T>();
        foreach (var copies in found)
        {
            var (_, list, index) = copies.First();
            if (copies.Skip(1).Any())
            {
                merged.Add(best([.. copies.Select(copy => copy.List.At(copy.Index))]));
            }
            else
            {
                merged.Append(list.PackedAt(index).Span);
            }
        }

        return merged;
    }
}
