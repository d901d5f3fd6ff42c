using System.Globalization;

namespace AtRest.Reports.Html;

/// <summary>Writes numbers with neighbours as one run: 3 and 5–7.</summary>
internal static class Runs
{
    /// <summary>Each run with its first number.</summary>
    public static IEnumerable<(int First, string Text)> Of(IEnumerable<int> numbers)
    {
        var sorted = numbers.Order().ToList();
        for (var start = 0; start < sorted.Count;)
        {
            var end = start;
            while (end + 1 < sorted.Count && sorted[end + 1] <= sorted[end] + 1)
            {
                end++;
            }

            var (first, last) = (sorted[start], sorted[end]);
            yield return (first, first == last ? first.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{first}–{last}"));
            start = end + 1;
        }
    }
}
