using System.Collections.Immutable;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Core.Controls;

/// <summary>Finds frameworks by the names that people use: <c>pci</c>, <c>CIS AWS 5</c>, <c>iso-27001</c>.</summary>
public static class FrameworkSearch
{
    /// <summary>All frameworks with every word of the text in their name or in a short name. An exact match of a name or short name takes precedence.</summary>
    public static ImmutableArray<ControlFramework> Find(string text)
    {
        var wanted = Words(text);
        if (wanted.Length == 0)
        {
            return [];
        }

        var exact = ControlCatalog.Frameworks.Where(framework => NamesOf(framework).Any(name => Words(name).SequenceEqual(wanted))).ToImmutableArray();
        return exact.Length > 0 ? exact : [.. ControlCatalog.Frameworks.Where(framework => Fits(wanted, [.. NamesOf(framework).SelectMany(Words)]))];
    }

    /// <summary>The most similar name; null if none is similar.</summary>
    public static string? Nearest(string text) => NearestName.To(text, ControlCatalog.Frameworks.SelectMany(NamesOf).Distinct());

    private static IEnumerable<string> NamesOf(ControlFramework framework) => framework.Aliases.Prepend(framework.Name);

    private static bool Fits(string[] wanted, string[] known) => wanted.All(word => known.Any(name => name.StartsWith(word, StringComparison.Ordinal)));

    /// <summary>In lower case; without a <c>v</c> before a version number.</summary>
    private static string[] Words(string text) =>
        [.. new string([.. text.ToLowerInvariant().Select(character => char.IsAsciiLetterOrDigit(character) || character == '.' ? character : ' ')])
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(word => word.Length > 1 && word[0] == 'v' && char.IsAsciiDigit(word[1]) ? word[1..] : word)];
}
