using System.Collections.Immutable;

namespace AtRest.Core.Rules;

/// <summary>
/// The ids that a waiver may name: those of the published catalogue, including rules of a later release, so that an inventory does
/// not depend on the release that reads it.
/// </summary>
internal static class KnownRuleIds
{
    private static readonly ImmutableArray<(string Family, int Count)> Families =
    [
        ("DECL", 7), ("KMS", 8), ("KPOL", 8), ("TRAIL", 8), ("MON", 2), ("GKMS", 7), ("WAIV", 2),
    ];

    public static ImmutableArray<string> All { get; } =
    [
        .. Families.SelectMany(family => Enumerable.Range(1, family.Count).Select(number => $"{family.Family}-{number}"))
            .Union(RuleCatalog.Descriptors.Select(rule => rule.Id)),
    ];

    /// <summary>The published families as ranges, for messages.</summary>
    public static string InWords { get; } = string.Join(", ", Families.Select(family => $"{family.Family}-1 to {family.Family}-{family.Count}"));
}
