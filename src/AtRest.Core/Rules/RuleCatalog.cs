using System.Collections.Immutable;

namespace AtRest.Core.Rules;

/// <summary>All rules, in the order of reports. An explicit list: a rule that is not here does not exist.</summary>
public static class RuleCatalog
{
    public static ImmutableArray<IRule> All { get; } =
    [
    ];
}
