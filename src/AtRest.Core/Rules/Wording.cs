using System.Globalization;

namespace AtRest.Core.Rules;

/// <summary>How messages write dates, counts and lists.</summary>
internal static class Wording
{
    public static string Day(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Minute(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    public static string Days(int days) => days == 1 ? "1 day" : $"{days} days";

    /// <summary>Whole days from one moment to another; 0 if it lies in the past.</summary>
    public static int WholeDays(DateTimeOffset from, DateTimeOffset to) => Math.Max(0, (int)Math.Floor((to - from).TotalDays));

    /// <summary><c>a</c>, <c>a and b</c>, <c>a, b and c</c>.</summary>
    public static string List(IReadOnlyList<string> items) => items.Count switch
    {
        0 => "",
        1 => items[0],
        _ => $"{string.Join(", ", items.Take(items.Count - 1))} and {items[^1]}",
    };

    /// <summary>At most <paramref name="limit"/> items, and how many more there are.</summary>
    public static string ListUpTo(int limit, IReadOnlyList<string> items) => items.Count <= limit
        ? List(items)
        : $"{string.Join(", ", items.Take(limit))} and {(items.Count - limit).ToString(CultureInfo.InvariantCulture)} more";
}
