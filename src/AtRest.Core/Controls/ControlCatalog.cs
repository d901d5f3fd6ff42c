using System.Collections.Immutable;

namespace AtRest.Core.Controls;

/// <summary>Which controls of which frameworks a rule speaks to. The mapping is data; only what was confirmed in a published source is in it.</summary>
public static class ControlCatalog
{
    /// <summary>Control ids by framework; empty for a rule that maps to none.</summary>
    public static ImmutableSortedDictionary<string, ImmutableArray<string>> ControlsOf(string ruleId) =>
        ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty;
}
