using System.Collections.Immutable;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Core.Inventory.Parsing;

/// <summary>Reads one of a list of values, without regard to case.</summary>
internal static class WordReader
{
    public static T? Required<T>(ObjectReader reader, string name, ImmutableSortedDictionary<string, T> words, ErrorLog log)
        where T : struct
    {
        if (reader.RequiredText(name) is not { } text)
        {
            return null;
        }

        if (words.TryGetValue(text, out var value))
        {
            return value;
        }

        log.Error(reader.Node.Find(name)!, $"{Wording.Quote(text)} is not a valid value of '{name}'.", string.Join(", ", words.Keys), NearestName.To(text, words.Keys));
        return null;
    }
}
