using System.Collections.Immutable;

namespace AtRest.KeyPolicies.Explaining;

/// <summary>Quotes values in sentences, without letting a policy of 32 KiB flood them.</summary>
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

    /// <summary>Half a surrogate pair has no UTF-8 form, so writing the sentence would fail.</summary>
    private static int WholeCharacters(string item) => char.IsHighSurrogate(item[MostCharacters - 1]) ? MostCharacters - 1 : MostCharacters;
}
