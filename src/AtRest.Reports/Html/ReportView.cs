using System.Collections.Frozen;
using AtRest.Core.Audits;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;

namespace AtRest.Reports.Html;

/// <summary>What the sections look up in a report: where things stand on the page, and how many there are.</summary>
internal sealed class ReportView
{
    private readonly FrozenDictionary<string, EvidenceEntry> evidence;
    private readonly FrozenDictionary<string, int> clusterNumbers;

    public ReportView(AuditReport report)
    {
        Report = report;
        evidence = report.Evidence.DistinctBy(entry => entry.Id, StringComparer.Ordinal)
            .ToFrozenDictionary(entry => entry.Id, StringComparer.Ordinal);
        clusterNumbers = report.Clusters.Select((cluster, index) => (cluster.Cluster.Id, Number: index + 1))
            .DistinctBy(entry => entry.Id, StringComparer.Ordinal)
            .ToFrozenDictionary(entry => entry.Id, entry => entry.Number, StringComparer.Ordinal);
        var findings = report.Clusters.SelectMany(cluster => cluster.Findings).ToList();
        WaivedFailures = findings.Count(finding => finding.Waiver is not null);
        OpenRecommendations = findings.Count(finding => finding.IsOpenFailure && finding.Level == RuleLevel.Recommended);
    }

    public AuditReport Report { get; }

    public int WaivedFailures { get; }

    public int OpenRecommendations { get; }

    /// <summary>Null for evidence that the report does not list.</summary>
    public EvidenceEntry? Evidence(string id) => evidence.GetValueOrDefault(id);

    /// <summary>Null for a cluster that was not audited.</summary>
    public int? ClusterNumber(string clusterId) => clusterNumbers.TryGetValue(clusterId, out var number) ? number : null;

    /// <summary>What a finding is about, in a word; null where only its resource's own name says it.</summary>
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
