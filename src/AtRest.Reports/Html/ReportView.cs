using System.Collections.Frozen;
using System.Collections.Immutable;
using AtRest.Core.Audits;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;

namespace AtRest.Reports.Html;

/// <summary>The facts that sections look up in a report: the places of things on the page, and their number.</summary>
internal sealed class ReportView
{
    private readonly FrozenDictionary<string, EvidenceEntry> evidence;
    private readonly FrozenDictionary<string, int> clusterNumbers;
    private readonly Dictionary<Finding, int> causeNumbers = new(ReferenceEqualityComparer.Instance);

    public ReportView(AuditReport report)
    {
        Report = report;
        evidence = report.Evidence.DistinctBy(entry => entry.Id, StringComparer.Ordinal)
            .ToFrozenDictionary(entry => entry.Id, StringComparer.Ordinal);
        clusterNumbers = report.Summaries.Select((cluster, index) => (cluster.Id, Number: index + 1))
            .DistinctBy(entry => entry.Id, StringComparer.Ordinal)
            .ToFrozenDictionary(entry => entry.Id, entry => entry.Number, StringComparer.Ordinal);
        Unread = [.. FindingGroup.Of(report).Where(group => group.IsUnread)];
        foreach (var (group, index) in Unread.Select((group, index) => (group, index)))
        {
            foreach (var finding in group.Findings)
            {
                causeNumbers[finding] = index + 1;
            }
        }

        OpenRecommendations = report.Summaries.Sum(cluster => cluster.Count(count => count.IsOpenFailure && count.Level == RuleLevel.Recommended));
    }

    public AuditReport Report { get; }

    /// <summary>What could not be judged because evidence is missing, once for each action.</summary>
    public ImmutableArray<FindingGroup> Unread { get; }

    public int OpenRecommendations { get; }

    /// <summary>Null for evidence that is not in the report's list.</summary>
    public EvidenceEntry? Evidence(string id) => evidence.GetValueOrDefault(id);

    /// <summary>The place in <see cref="Unread"/>, from 1; null for a finding that is not in it.</summary>
    public int? CauseNumber(Finding finding) => causeNumbers.TryGetValue(finding, out var number) ? number : null;

    /// <summary>Null for a cluster that was not audited.</summary>
    public int? ClusterNumber(string clusterId) => clusterNumbers.TryGetValue(clusterId, out var number) ? number : null;

    /// <summary>The kind of a finding's resource, in a word; null if only the resource's name shows it.</summary>
    public static string? SubjectOf(Finding finding, Cluster? cluster)
    {
        if (finding.Resource is null)
        {
            return cluster is null ? "Organization" : "Cluster";
        }

        var keys = cluster?.Encryption as DeclaredEncryption.External;
        return finding.Resource == keys?.PrimaryKeyArn.Value ? "Primary key"
            : finding.Resource == keys?.SecondaryKeyArn?.Value ? "Secondary key"
            : null;
    }
}
