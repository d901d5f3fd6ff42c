using System.Collections.Immutable;
using AtRest.Core.Audits;
using AtRest.Core.Rules;

namespace AtRest.Cli.Presentation;

/// <summary>
/// Findings that have one cause, shown together. Clusters that share a key share the faults of its policy, although each finding names another
/// cluster or role.
/// </summary>
internal sealed record CauseGroup
{
    /// <summary>The groups of equal findings in it; the first is the most urgent.</summary>
    public required ImmutableArray<FindingGroup> Parts { get; init; }

    public Finding First => Parts[0].First;

    public ImmutableArray<string> Rules => [.. Parts.SelectMany(part => part.Rules).Distinct()];

    public ImmutableArray<string> Clusters => [.. Parts.SelectMany(part => part.Clusters).Distinct()];

    /// <summary>Some of the resources. A group with several parts has one.</summary>
    public ImmutableArray<string> Resources => [.. Parts.SelectMany(part => part.Resources).Distinct()];

    /// <summary>The number of resources.</summary>
    public int ResourceCount => Parts.Length == 1 ? Parts[0].ResourceCount : Resources.Length;

    public bool ConcernsOrganization => Parts.Any(part => part.ConcernsOrganization);

    /// <summary>How many findings it stands for that no more urgent group has.</summary>
    public int Count => Parts.Sum(part => part.CountHere);

    /// <summary>All causes of a report, in the order of <see cref="FindingGroup.Of"/>.</summary>
    public static ImmutableArray<CauseGroup> Of(AuditReport report) =>
    [
        .. FindingGroup.Of(report)
            .Select((group, index) => (Group: group, Key: KeyOf(group, index)))
            .GroupBy(entry => entry.Key)
            .Select(entries => new CauseGroup { Parts = [.. entries.Select(entry => entry.Group)] }),
    ];

    /// <summary>The same rule, with the same result, about the same key. Other groups stay alone.</summary>
    private static GroupKey KeyOf(FindingGroup group, int index) => group is { Rules: [var rule], Resources: [var resource], First: { } first }
        ? new(rule, resource, first.Status, first.Severity, first.Level, Alone: null)
        : new("", "", default, default, default, Alone: index);

    private readonly record struct GroupKey(string Rule, string Resource, FindingStatus Status, Severity Severity, RuleLevel Level, int? Alone);
}
