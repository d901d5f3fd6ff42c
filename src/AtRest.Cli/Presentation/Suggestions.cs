using AtRest.KeyPolicies.Naming;

namespace AtRest.Cli.Presentation;

/// <summary>Writes "Did you mean …?" for a word that is not among the known ones.</summary>
internal static class Suggestions
{
    private const int MostBeginnings = 3;
    private const int ShortestBeginning = 2;

    /// <summary>A sentence with a leading space, or nothing if no known word is similar or begins with this one.</summary>
    public static string DidYouMean(string word, IEnumerable<string> known)
    {
        var names = known.Distinct(StringComparer.Ordinal).ToList();
        return NearestName.To(word, names) is { } nearest ? $" Did you mean '{nearest}'?" : OneOf(Begun(word, names));
    }

    /// <summary>The same for the name of an option, which may also be abbreviated even to one letter: <c>--org</c>, <c>-v</c>.</summary>
    public static string DidYouMeanOption(string word, IEnumerable<string> known)
    {
        var names = known.Where(name => name.StartsWith("--", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal).ToList();
        var bare = word.TrimStart('-');
        var begun = OneOf([.. Begun(bare, names.Select(name => name[2..]), shortest: 1).Select(name => $"--{name}")]);
        return begun.Length > 0 ? begun : NearestName.To(bare, names.Select(name => name[2..])) is { } nearest ? $" Did you mean '--{nearest}'?" : "";
    }

    private static List<string> Begun(string word, IEnumerable<string> names, int shortest = ShortestBeginning) =>
        word.Length < shortest ? [] : [.. names.Where(name => name.StartsWith(word, StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal)];

    private static string OneOf(List<string> names) => names.Count is > 0 and <= MostBeginnings ? $" Did you mean {string.Join(" or ", names.Select(name => $"'{name}'"))}?" : "";
}
