using System.Collections.Immutable;
using AtRest.Core.Audits;
using AtRest.Core.Rules;

namespace AtRest.Reports.Html;

/// <summary>
/// Results that clusters of a page have in common, such as those about the trail that records all keys: the same rule with the same words and the same evidence. A list of
/// them that enough clusters have is written once, and the clusters refer to it.
/// </summary>
internal sealed class SharedResults
{
    /// <summary>With fewer clusters the results are easier to read in each of them.</summary>
    private const int LeastClusters = 10;

    private readonly Dictionary<string, int> results = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> users = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SharedList> lists = new(StringComparer.Ordinal);

    public SharedResults(ImmutableArray<ClusterAudit> clusters)
    {
        if (clusters.Length < LeastClusters)
        {
            return;
        }

        foreach (var cluster in clusters)
        {
            foreach (var key in cluster.Findings.Where(finding => finding.Status is FindingStatus.Pass or FindingStatus.NotApplicable).Select(finding => KeyOf(cluster, finding)).Distinct())
            {
                results[key] = results.GetValueOrDefault(key) + 1;
            }
        }

        foreach (var (cluster, status) in clusters.SelectMany(cluster => new[] { FindingStatus.Pass, FindingStatus.NotApplicable }.Select(status => (cluster, status))))
        {
            var list = ListKeyOf(cluster, Shared(cluster, status));
            users[list] = users.GetValueOrDefault(list) + 1;
        }
    }

    public static SharedResults None { get; } = new([]);

    /// <summary>The lists to which clusters refer, by number. Read it after the clusters.</summary>
    public IEnumerable<SharedList> Lists => lists.Values;

    /// <summary>The findings of a cluster with a status: its own, and the list of the others.</summary>
    public (List<Finding> Own, SharedList? List) Split(ClusterAudit cluster, FindingStatus status)
    {
        var shared = Shared(cluster, status);
        var key = ListKeyOf(cluster, shared);
        if (shared.Count == 0 || users.GetValueOrDefault(key) < LeastClusters)
        {
            return ([.. cluster.Findings.Where(finding => finding.Status == status)], null);
        }

        if (!lists.TryGetValue(key, out var list))
        {
            lists.Add(key, list = new SharedList(lists.Count + 1, cluster.Cluster, [.. shared], users[key]));
        }

        return ([.. cluster.Findings.Where(finding => finding.Status == status && !IsShared(cluster, finding))], list);
    }

    private List<Finding> Shared(ClusterAudit cluster, FindingStatus status) =>
        [.. cluster.Findings.Where(finding => finding.Status == status && IsShared(cluster, finding))];

    private bool IsShared(ClusterAudit cluster, Finding finding) => results.GetValueOrDefault(KeyOf(cluster, finding)) >= LeastClusters;

    private static string ListKeyOf(ClusterAudit cluster, List<Finding> findings) => string.Join('\0', findings.Select(finding => KeyOf(cluster, finding)));

    private static string KeyOf(ClusterAudit cluster, Finding finding) =>
        string.Join('\n', [finding.RuleId, finding.Status.ToString(), ReportView.SubjectOf(finding, cluster.Cluster) ?? finding.Resource, finding.Message, .. finding.Evidence]);
}

/// <summary>A list of results that clusters share.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Cluster">One of the clusters.</param>
/// <param name="Findings">The results, as that cluster has them.</param>
/// <param name="Clusters">The number of the clusters.</param>
internal sealed record SharedList(int Number, AtRest.Core.Inventory.Cluster Cluster, ImmutableArray<Finding> Findings, int Clusters);
