namespace AtRest.KeyPolicies.Naming;

/// <summary>Finds the name that was probably meant by a misspelled name. Not case-sensitive.</summary>
public static class NearestName
{
    private const int MaxLength = 64;
    private const int MaxEdits = 3;

    /// <summary>The candidate with the smallest edit distance from the text. Null if no candidate is similar enough, or if the text has more than 64 characters.</summary>
    public static string? To(string text, IEnumerable<string> candidates)
    {
        if (text.Length is 0 or > MaxLength)
        {
            return null;
        }

        var limit = Math.Clamp(text.Length / 3, 1, MaxEdits);
        return candidates
            .Where(candidate => Math.Abs(candidate.Length - text.Length) <= limit)
            .Select(candidate => (Candidate: candidate, Distance: Distance(text.ToLowerInvariant(), candidate.ToLowerInvariant(), limit)))
            .Where(entry => entry.Distance <= limit)
            .OrderBy(entry => entry.Distance)
            .ThenBy(entry => entry.Candidate, StringComparer.Ordinal)
            .FirstOrDefault().Candidate;
    }

    /// <summary>The optimal string alignment distance: insertions, deletions, substitutions, and swaps of adjacent characters. The computation stops beyond the limit.</summary>
    private static int Distance(string left, string right, int limit)
    {
        var distances = new int[left.Length + 1, right.Length + 1];
        for (var i = 0; i <= left.Length; i++)
        {
            distances[i, 0] = i;
        }

        for (var j = 0; j <= right.Length; j++)
        {
            distances[0, j] = j;
        }

        for (var i = 1; i <= left.Length; i++)
        {
            var least = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var substitution = distances[i - 1, j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
                distances[i, j] = Math.Min(substitution, Math.Min(distances[i - 1, j], distances[i, j - 1]) + 1);
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                {
                    distances[i, j] = Math.Min(distances[i, j], distances[i - 2, j - 2] + 1);
                }

                least = Math.Min(least, distances[i, j]);
            }

            if (least > limit)
            {
                return least;
            }
        }

        return distances[left.Length, right.Length];
    }
}
