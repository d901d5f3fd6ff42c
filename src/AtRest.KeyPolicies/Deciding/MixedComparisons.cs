using System.Collections.Immutable;

namespace AtRest.KeyPolicies.Deciding;

/// <summary>A key in one of the types in which conditions compare it.</summary>
internal sealed record MixedComparison(string Key, ValueFamily Type);

/// <summary>
/// Decides about keys that conditions compare in several types, for example a network as an address and as a text. The classes of values have all results of
/// the comparisons in each type, but not all combinations of these results: one class of texts has addresses in many networks. All combinations are therefore
/// tried. Since some of them may belong to no value, they show only that access is possible, never that it is certain.
/// </summary>
internal static class MixedComparisons
{
    /// <summary>The combinations of results. Criteria that do not compare a key in one of several types have the results of one class.</summary>
    /// <param name="criteria">The criteria that depend on the keys of a group.</param>
    /// <param name="classes">The classes of the group, and the results of the criteria for each.</param>
    /// <param name="isExcluded">Whether a class is not tried for the comparisons of a key in this type.</param>
    /// <param name="budget">Limits the number of combinations.</param>
    public static IEnumerable<Ternary[]> Combine(
        IReadOnlyList<Criterion> criteria,
        IEnumerable<(ContextClass Class, Ternary[] Results)> classes,
        Func<MixedComparison, ContextClass, bool> isExcluded,
        WorkBudget budget)
    {
        var positions = Enumerable.Range(0, criteria.Count).ToLookup(position => criteria[position].Mixed);
        ImmutableArray<MixedComparison> comparisons = [.. positions.Select(same => same.Key).OfType<MixedComparison>()];
        ImmutableArray<string> keys = [.. comparisons.Select(comparison => comparison.Key).Distinct(StringComparer.OrdinalIgnoreCase)];

        // A value that is there for one comparison is there for all.
        foreach (var alike in classes.GroupBy(pair => Text(positions[null], pair.Results) + string.Concat(keys.Select(key => IsPresent(pair.Class, key) ? '1' : '0'))))
        {
            var combined = new List<Ternary[]> { alike.First().Results };
            foreach (var comparison in comparisons)
            {
                var own = alike.Where(pair => !isExcluded(comparison, pair.Class)).Select(pair => pair.Results).DistinctBy(results => Text(positions[comparison], results)).ToList();
                combined = [.. combined.SelectMany(results => own.Select(other => With(results, other, positions[comparison])))];
                budget.Spend(combined.Count);
            }

            foreach (var results in combined)
            {
                yield return results;
            }
        }
    }

    private static bool IsPresent(ContextClass context, string key) => context.Facts.GetValueOrDefault(key) is { } values && values.Any(value => value.Length > 0);

    private static string Text(IEnumerable<int> positions, Ternary[] results) => string.Concat(positions.Select(position => (int)results[position]));

    private static Ternary[] With(Ternary[] results, Ternary[] other, IEnumerable<int> positions)
    {
        var changed = (Ternary[])results.Clone();
        foreach (var position in positions)
        {
            changed[position] = other[position];
        }

        return changed;
    }
}
