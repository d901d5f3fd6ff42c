namespace AtRest.Cli.Presentation;

/// <summary>"Did you mean …?" for a word that is not among the known ones.</summary>
internal static class Suggestions
{
    /// <summary>A sentence with a leading space, or nothing if no known word is near.</summary>
    public static string DidYouMean(string word, IEnumerable<string> known)
    {
        var nearest = known
            .Select(candidate => (Candidate: candidate, Distance: Distance(word, candidate)))
            .Where(pair => pair.Distance <= Math.Max(2, word.Length / 3))
            .OrderBy(pair => pair.Distance)
            .ThenBy(pair => pair.Candidate, StringComparer.Ordinal)
            .Select(pair => pair.Candidate)
            .FirstOrDefault();
        return nearest is null ? "" : $" Did you mean '{nearest}'?";
    }

    /// <summary>The Levenshtein distance, ignoring case. Long words are cut: a suggestion is no reason to wait.</summary>
    private static int Distance(string left, string right)
    {
        const int Longest = 100;
        left = left[..Math.Min(left.Length, Longest)].ToUpperInvariant();
        right = right[..Math.Min(right.Length, Longest)].ToUpperInvariant();
        var previous = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var current = new int[right.Length + 1];
            current[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var substituted = previous[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
                current[j] = Math.Min(substituted, Math.Min(previous[j], current[j - 1]) + 1);
            }

            previous = current;
        }

        return previous[right.Length];
    }
}
