using System.Collections.Immutable;
using AtRest.Core.Clouds;
using AtRest.Core.Rules.Waivers;

namespace AtRest.Core.Rules;

/// <summary>All rules, in the order of reports. The list is explicit: only the rules in it are judged.</summary>
public static class RuleCatalog
{
    public static ImmutableArray<IRule> All => RuleList.All;

    /// <summary>The rules about an organization as a whole, in the order of reports.</summary>
    public static ImmutableArray<IOrganizationRule> Organization { get; } =
    [
        new WaiverExpiryRule(),
        new WaiverUseRule(),
    ];

    /// <summary>Every rule's entry, those of clusters first.</summary>
    public static IEnumerable<RuleDescriptor> Descriptors => All.Select(rule => rule.Descriptor).Concat(Organization.Select(rule => rule.Descriptor));

    /// <summary>The IDs that a waiver may name.</summary>
    public static IEnumerable<string> Ids => Descriptors.Select(rule => rule.Id);

    /// <summary>The IDs as ranges, for messages: <c>KMS-1 to KMS-8, MON-1 to MON-2</c>.</summary>
    internal static string IdsInWords => string.Join(", ", Ids.GroupBy(id => id.Split('-')[0]).Select(family => family.Skip(1).Any() ? $"{family.First()} to {family.Last()}" : family.First()));
}
