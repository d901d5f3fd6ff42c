using System.Collections.Concurrent;
using System.Collections.Immutable;
using AtRest.Core.Audits;
using AtRest.Core.Rules;

namespace AtRest.Core.Tests.Rules;

/// <summary>The findings of cases, each audited once for all tests.</summary>
internal static class RuleCaseRun
{
    private static readonly Auditor Auditor = new(RuleCatalog.All, new ToolInfo("atrest", "test"));
    private static readonly ConcurrentDictionary<string, ImmutableArray<Finding>> Runs = new(StringComparer.Ordinal);

    /// <summary>A rule with several findings answers with the first of these statuses that one of them has.</summary>
    private static readonly ImmutableArray<FindingStatus> WorstFirst = [FindingStatus.Fail, FindingStatus.Unknown, FindingStatus.NotApplicable, FindingStatus.Pass];

    /// <summary>The report about a fleet with a case's changes.</summary>
    public static AuditReport Report(AuditEvidence evidence) => Auditor.Audit(evidence);

    /// <summary>The findings about the case's cluster and about its organization.</summary>
    public static ImmutableArray<Finding> Findings(RuleCase @case) => Runs.GetOrAdd(@case.Id, _ => Audit(CaseWorld.With(@case.Given)));

    /// <summary>The answer of each rule in a case.</summary>
    public static ImmutableSortedDictionary<string, FindingStatus> Answers(RuleCase @case) => Answers(Findings(@case));

    /// <summary>The answer of each rule in the healthy fleet.</summary>
    public static ImmutableSortedDictionary<string, FindingStatus> HealthyAnswers { get; } = Answers(Audit(CaseWorld.With([])));

    private static ImmutableSortedDictionary<string, FindingStatus> Answers(ImmutableArray<Finding> findings) => findings
        .GroupBy(finding => finding.RuleId)
        .ToImmutableSortedDictionary(rule => rule.Key, rule => WorstFirst.First(status => rule.Any(finding => finding.Status == status)), StringComparer.Ordinal);

    private static ImmutableArray<Finding> Audit(AuditEvidence evidence)
    {
        var report = Report(evidence);
        return [.. report.Clusters.Single(cluster => cluster.Cluster.Id == evidence.Organization.Clusters[0].Id).Findings, .. report.Findings];
    }
}
