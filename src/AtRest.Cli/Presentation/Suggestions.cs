using AtRest.KeyPolicies.Naming;

namespace AtRest.Cli.Presentation;

/// <summary>"Did you mean …?" for a word that is not among the known ones.</summary>
internal static class Suggestions
{
    /// <summary>A sentence with a leading space, or nothing if no known word is near.</summary>
    public static string DidYouMean(string word, IEnumerable<string> known) =>
        NearestName.To(word, known) is { } nearest ? $" Did you mean '{nearest}'?" : "";
}
