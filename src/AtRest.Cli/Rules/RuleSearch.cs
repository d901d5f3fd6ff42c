using AtRest.Cli.Presentation;
using AtRest.Core.Rules;

namespace AtRest.Cli.Rules;

/// <summary>Finds the rules that were probably meant by an ID that is not one.</summary>
internal static class RuleSearch
{
    private const int Shown = 3;

    /// <summary>
    /// A sentence with a leading space. If the family is known (<c>KMS</c> in <c>KMS-99</c>), its rules with the nearest numbers, because a rule of
    /// another family is never meant. Otherwise the rule with a similar ID. Empty if there is none.
    /// </summary>
    public static string Hint(string id)
    {
        if (RuleCatalog.Descriptors.FirstOrDefault(rule => string.Equals(Bare(rule.Id), Bare(id), StringComparison.OrdinalIgnoreCase)) is { } same)
        {
            return $" Did you mean '{same.Id}'?";
        }

        var (family, number) = Split(id);
        var relatives = RuleCatalog.Descriptors.Select(rule => rule.Id).Where(known => string.Equals(Split(known).Family, family, StringComparison.OrdinalIgnoreCase))
            .OrderBy(known => Math.Abs(Split(known).Number - number))
            .Take(Shown)
            .OrderBy(known => Split(known).Number)
            .ToList();
        return relatives.Count == 0 ? Suggestions.DidYouMean(id, RuleCatalog.Descriptors.Select(known => known.Id))
            : $" The nearest {(relatives.Count == 1 ? "is" : "are")} {string.Join(", ", relatives)}.";
    }

    /// <summary>Without what separates the family and the number, which is easily forgotten: <c>kms2</c>, <c>KMS_2</c>.</summary>
    private static string Bare(string id) => string.Concat(id.Where(char.IsAsciiLetterOrDigit));

    /// <summary>The family without the hyphen, and the number; 0 without one, and the largest for one that is longer.</summary>
    private static (string Family, long Number) Split(string id)
    {
        var digits = id.Length;
        while (digits > 0 && char.IsAsciiDigit(id[digits - 1]))
        {
            digits--;
        }

        return (id[..digits].TrimEnd('-'), digits == id.Length ? 0 : int.TryParse(id[digits..], out var number) ? number : int.MaxValue);
    }
}
