using System.Collections.Immutable;

namespace AtRest.Core.Evidence.Merging;

/// <summary>Lists of evidence that were read in several batches.</summary>
internal static class Lists
{
    /// <summary>Each thing once, sorted by what identifies it.</summary>
    public static ImmutableArray<T> Merged<T>(IEnumerable<T> items, Func<T, (string, string)> identity, Func<ImmutableArray<T>, T> merge) =>
    [
        .. items.GroupBy(identity)
            .OrderBy(group => group.Key.Item1, StringComparer.Ordinal)
            .ThenBy(group => group.Key.Item2, StringComparer.Ordinal)
            .Select(group => merge([.. group])),
    ];
}
