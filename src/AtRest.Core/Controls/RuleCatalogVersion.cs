using System.Security.Cryptography;
using System.Text;
using AtRest.Core.Naming;
using AtRest.Core.Rules;

namespace AtRest.Core.Controls;

/// <summary>Identifies the catalogue of rules and controls that a report was judged by.</summary>
public static class RuleCatalogVersion
{
    private static readonly Lazy<string> Hash = new(() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', Lines())))));

    /// <summary>The number of rules.</summary>
    public static int Rules => RuleCatalog.Descriptors.Count();

    /// <summary>Lower-case hexadecimal SHA-256 of the ID, title, level, severity and scope of every rule, and of the controls that it relates to.</summary>
    public static string Sha256 => Hash.Value;

    private static IEnumerable<string> Lines() =>
    [
        .. RuleCatalog.Descriptors.Select(rule => $"{rule.Id}\t{rule.Title}\t{WireWord.Of(rule.Level)}\t{WireWord.Of(rule.Severity)}\t{rule.AppliesTo}"),
        .. ControlCatalog.Frameworks.SelectMany(framework => framework.Controls.Select(control => $"{framework.Name}\t{control.Id}\t{string.Join(' ', control.Rules)}")),
    ];
}
