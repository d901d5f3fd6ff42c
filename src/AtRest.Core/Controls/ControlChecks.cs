using System.Collections.Frozen;
using System.Collections.Immutable;
using AtRest.Core.Clouds;
using AtRest.Core.Controls.Checks;
using AtRest.Core.Rules;

namespace AtRest.Core.Controls;

/// <summary>All checks for controls with a threshold that differs from the rule's.</summary>
internal static class ControlChecks
{
    private static readonly FrozenDictionary<string, ControlCheck> Known = CheckList.All
        .Append(ControlCheck.OfDays("auditedBefore", EarlierAuditCheck.Of))
        .ToFrozenDictionary(check => check.Name, StringComparer.Ordinal);

    /// <summary>The names of the checks.</summary>
    public static IEnumerable<string> Names => Known.Keys;

    /// <summary>The results of all checks in the catalogue, for one cluster, always in the same order.</summary>
    public static IReadOnlyDictionary<(string Check, int? Days), ImmutableArray<Outcome>> Of(RuleContext context) => All.ToDictionary(key => key, key => Judge(context, key));

    private static readonly ImmutableArray<(string Check, int? Days)> All =
        [.. ControlCatalog.Frameworks.SelectMany(framework => framework.Controls).SelectMany(control => control.Measures).Select(measure => (measure.Check, measure.Days)).Distinct()];

    /// <summary>An exception in a check is a defect of AtRest. The report states that the control was not judged, and continues.</summary>
    private static ImmutableArray<Outcome> Judge(RuleContext context, (string Check, int? Days) key)
    {
        try
        {
            return [.. Known[key.Check].Judge(context, key.Days)];
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return [Outcome.Unknown($"The check {key.Check} failed because of a defect in AtRest ({exception.GetType().Name}: {exception.Message}). Please report it.")];
        }
    }
}
