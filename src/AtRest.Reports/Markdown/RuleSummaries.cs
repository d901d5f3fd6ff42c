using AtRest.Core.Audits;

namespace AtRest.Reports.Markdown;

/// <summary>What fails by rule, counted while the clusters are enumerated: its memory does not grow with the fleet. What could not be judged is in <see cref="FindingGroups"/>: one cause affects many rules.</summary>
internal sealed class RuleSummaries
{
    private readonly Dictionary<string, RuleSummary> rules = new(StringComparer.Ordinal);

    /// <summary>The rules that fail, most urgent first.</summary>
    public IReadOnlyList<RuleSummary> Urgent => [.. rules.Values.OrderBy(rule => FindingUrgency.Of(rule.Worst)).ThenBy(rule => rule.Worst.RuleId, StringComparer.Ordinal)];

    /// <summary>Adds the findings of a cluster, or of the organization (null).</summary>
    public void Add(string? cluster, IEnumerable<Finding> findings)
    {
        foreach (var rule in findings.Where(finding => finding.IsOpenFailure).GroupBy(finding => finding.RuleId))
        {
            var worst = rule.MinBy(FindingUrgency.Of)!;
            if (!rules.TryGetValue(rule.Key, out var known))
            {
                rules.Add(rule.Key, known = new RuleSummary { Worst = worst });
            }

            known.Add(cluster, worst);
        }
    }
}

/// <summary>What fails by one rule.</summary>
internal sealed class RuleSummary
{
    /// <summary>More are only counted.</summary>
    public const int NamesShown = 5;

    private readonly List<string> names = [];

    /// <summary>The most urgent finding, the first of several.</summary>
    public required Finding Worst { get; set; }

    /// <summary>The first clusters in the report's order.</summary>
    public IReadOnlyList<string> Names => names;

    /// <summary>The clusters in which it fails.</summary>
    public int Failing { get; private set; }

    public void Add(string? cluster, Finding worst)
    {
        if (FindingUrgency.Of(worst).CompareTo(FindingUrgency.Of(Worst)) < 0)
        {
            Worst = worst;
        }

        Failing++;
        if (cluster is not null && names.Count < NamesShown)
        {
            names.Add(cluster);
        }
    }
}
