using AtRest.KeyPolicies.Naming;

namespace AtRest.Cli.Presentation;

/// <summary>Writes "Did you mean …?" for a word that is not among the known ones.</summary>
internal static class Suggestions
{
    private const int MostBeginnings = 3;
    private const int ShortestBeginning = 2;

    /// <summary>A sentence with a leading space, or nothing if no known word is similar.</summary>
    public static string DidYouMean(string word, IEnumerable<string> known) =>
        NearestName.To(word, known) is { } nearest ? $" Did you mean '{nearest}'?" : "";

    /// <summary>The same for the name of an option, which may also be abbreviated or have the wrong number of dashes: <c>--org</c>, <c>-organization</c>.</summary>
    public static string DidYouMeanOption(string word, IEnumerable<string> known)
    {
        var names = known.Where(name => name.StartsWith("--", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal).ToList();
        var bare = word.TrimStart('-');
        var begun = bare.Length < ShortestBeginning ? [] : names.Where(name => name[2..].StartsWith(bare, StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal).ToList();
        return begun.Count is > 0 and <= MostBeginnings
            ? $" Did you mean {string.Join(" or ", begun.Select(name => $"'{name}'"))}?"
            : NearestName.To(bare, names.Select(name => name[2..])) is { } nearest ? $" Did you mean '--{nearest}'?" : "";
    }
}
