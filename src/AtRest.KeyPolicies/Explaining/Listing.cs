using System.Globalization;

namespace AtRest.KeyPolicies.Explaining;

/// <summary>Writes lists for English sentences.</summary>
public static class Listing
{
    /// <summary>Joins all items: <c>a</c>, <c>a and b</c>, <c>a, b and c</c>.</summary>
    public static string Of(IReadOnlyList<string> items) => items.Count switch
    {
        0 => "",
        1 => items[0],
        _ => $"{string.Join(", ", items.Take(items.Count - 1))} and {items[^1]}",
    };

    /// <summary>Joins at most <paramref name="limit"/> items and says how many more there are.</summary>
    public static string UpTo(int limit, IReadOnlyList<string> items) => items.Count <= limit
        ? Of(items)
        : $"{string.Join(", ", items.Take(limit))} and {(items.Count - limit).ToString(CultureInfo.InvariantCulture)} more";
}
