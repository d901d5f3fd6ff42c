using System.Collections.Immutable;

namespace AtRest.KeyPolicies.Access.Comparison;

/// <summary>
/// Creates sample contexts, with the names of the first policy. For each statement of both policies there is a context that meets all conditions. From
/// it come further contexts in which one key has another value of the conditions, has a different value, or is absent.
/// </summary>
internal sealed class SampleCalls
{
    /// <summary>The maximum number of contexts. Policies written by hand need fewer; for a policy with very many conditions, only a part is tried.</summary>
    private const int MaxContexts = 300;

    private readonly Dictionary<string, HashSet<string>> values = new(StringComparer.OrdinalIgnoreCase);

    public SampleCalls(KeyPolicyReading first, KeyPolicyReading second, NameTranslation names)
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

    /// <summary>The contexts: values by condition key. Null means that the call does not have the key.</summary>
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
