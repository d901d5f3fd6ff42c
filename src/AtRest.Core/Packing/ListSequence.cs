using System.Collections;

namespace AtRest.Core.Packing;

/// <summary>Several lists, one after the other.</summary>
internal sealed class ListSequence<T>(IReadOnlyList<IReadOnlyCollection<T>> parts) : IReadOnlyCollection<T>
{
    public int Count => parts.Sum(part => part.Count);

    public IEnumerator<T> GetEnumerator() => parts.SelectMany(part => part).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
