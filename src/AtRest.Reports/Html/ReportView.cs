using System.Collections.Frozen;
using System.Collections.Immutable;
using AtRest.Core.Audits;
using AtRest.Core.Inventory;

namespace AtRest.Reports.Html;

/// <summary>What sections look up in a report: the places of things on its pages. It takes the clusters one at a time and keeps none of them.</summary>
internal sealed record ReportView
{
    private readonly FrozenDictionary<string, int> clusterNumbers;
    private readonly FindingGroups groups;

    public ReportView(AuditReport report)
    {
        Report = report;
        groups = new FindingGroups(report);
        clusterNumbers = report.Summaries.Select((cluster, index) => (cluster.Id, Number: index + 1))
            .DistinctBy(entry => entry.Id, StringComparer.Ordinal)
            .ToFrozenDictionary(entry => entry.Id, entry => entry.Number, StringComparer.Ordinal);
    }

    public AuditReport Report { get; }

    /// <summary>Where this page finds the parts of the report.</summary>
    public PageLinks Links { get; init; } = PageLinks.OnePage;

    /// <summary>The evidence on this page.</summary>
    public EvidenceSheet Evidence { get; init; } = EvidenceSheet.Empty;

    /// <summary>The rules of this page.</summary>
    public RuleTally Rules { get; init; } = new();

    /// <summary>What clusters of this page have in common.</summary>
    public SharedResults Shared { get; init; } = SharedResults.None;

    /// <summary>The statements of this page.</summary>
    public StatementNumbers Statements { get; init; } = new();

    /// <summary>What needs action, most urgent first. Known after <see cref="Complete"/>.</summary>
    public ImmutableArray<FindingGroup> Groups { get; private set; } = [];

    /// <summary>What could not be judged because evidence is missing, once for each action, by number. Known after <see cref="Complete"/>.</summary>
    public ImmutableArray<FindingGroup> Unread { get; private set; } = [];

    /// <summary>Counts the next cluster of the report.</summary>
    public void Add(ClusterAudit cluster)
    {
        groups.Add(cluster);
        Rules.Add(cluster);
    }

    /// <summary>Counts what is about the organization, after all clusters.</summary>
    public void Complete()
    {
        Rules.Add(Report.Findings, EncryptionType.None);
        Groups = [.. groups.All()];
        Unread = [.. Groups.Where(group => group.IsUnread).OrderBy(group => group.CauseNumber)];
    }

    /// <summary>The numbers of the unread groups that a finding is in, from 1.</summary>
    public ImmutableArray<int> CauseNumbers(Finding finding) => groups.CausesOf(finding);

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
