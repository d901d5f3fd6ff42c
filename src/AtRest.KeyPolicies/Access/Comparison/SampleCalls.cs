using System.Collections.Immutable;

namespace AtRest.KeyPolicies.Access.Comparison;

/// <summary>
/// Contexts in which the callers are tried, in the first key's words: each statement of either policy with all its conditions met, and then
/// with one key after the other changed to the values that the conditions name, to another, and left out.
/// </summary>
internal sealed class SampleCalls
{
    /// <summary>Ours: enough for policies that people write; a policy of nothing but conditions is sampled.</summary>
    private const int MaxContexts = 300;

    private readonly Dictionary<string, HashSet<string>> values = new(StringComparer.OrdinalIgnoreCase);

    public SampleCalls(KeyPolicyReading first, KeyPolicyReading second, TwinNames names)
    {
        Gather(first, (_, value) => value);
        Gather(second, names.ToOtherValue);
        var met = first.Policy.Statements.Select(statement => Meeting(statement, (_, value) => value))
            .Concat(second.Policy.Statements.Select(statement => Meeting(statement, names.ToOtherValue)));
        Contexts =
        [
            .. met.Prepend(ImmutableSortedDictionary<string, string?>.Empty).SelectMany(Vary).DistinctBy(Text, StringComparer.Ordinal).Take(MaxContexts),
        ];
    }

    /// <summary>Values by key; a key without one is left out of the call, whatever else would be in it.</summary>
    public ImmutableArray<ImmutableSortedDictionary<string, string?>> Contexts { get; }

    private void Gather(KeyPolicyReading reading, Func<string, string, string> toFirst)
    {
        foreach (var condition in reading.Policy.Statements.SelectMany(statement => statement.Conditions))
        {
            if (!values.TryGetValue(condition.Key, out var set))
            {
                values.Add(condition.Key, set = new HashSet<string>(StringComparer.Ordinal));
            }

            set.UnionWith(SampleValues.For(condition).OfType<string>().Select(value => toFirst(condition.Key, value)));
        }
    }

    private static ImmutableSortedDictionary<string, string?> Meeting(PolicyStatement statement, Func<string, string, string> toFirst)
    {
        var context = ImmutableSortedDictionary.CreateBuilder<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var condition in statement.Conditions)
        {
            var value = SampleValues.Meeting(condition);
            context[condition.Key] = value is null ? null : toFirst(condition.Key, value);
        }

        return context.ToImmutable();
    }

    private IEnumerable<ImmutableSortedDictionary<string, string?>> Vary(ImmutableSortedDictionary<string, string?> met)
    {
        yield return met;
        foreach (var (key, candidates) in values.OrderBy(pair => pair.Key, StringComparer.OrdinalIgnoreCase))
        {
            foreach (var value in candidates.Order(StringComparer.Ordinal).Cast<string?>().Append(null))
            {
                yield return met.SetItem(key, value);
            }
        }
    }

    private static string Text(ImmutableSortedDictionary<string, string?> context) => string.Join('\n', context.Select(pair => $"{pair.Key}={pair.Value ?? "\0"}"));
}
