using System.Collections.Immutable;

namespace AtRest.KeyPolicies.Explaining;

/// <summary>Quotes values in sentences. Long values and long lists are cut, since a policy can have 32 KiB.</summary>
internal static class Quote
{
    private const int MostItems = 5;
    private const int MostCharacters = 120;

    public static string List(ImmutableArray<string> items)
    {
        if (items.IsDefaultOrEmpty)
        {
            return "nothing";
        }

        var shown = string.Join(", ", items.Take(MostItems).Select(One));
        return items.Length > MostItems ? $"{shown} and {items.Length - MostItems} more" : shown;
    }

    private static string One(string item) =>
        item.Length > MostCharacters ? $"'{item.AsSpan(0, WholeCharacters(item))}…'" : $"'{item}'";

    /// <summary>The number of characters to keep. A surrogate pair is not split, since half a pair cannot be written as UTF-8.</summary>
    private static int WholeCharacters(string item) => char.IsHighSurrogate(item[MostCharacters - 1]) ? MostCharacters - 1 : MostCharacters;
}
