using AtRest.Core.Audits;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;

namespace AtRest.Reports.Html;

/// <summary>How often each rule gave each result, with what its findings have in common. It grows with the rules, not with the clusters.</summary>
internal sealed class RuleTally
{
    private readonly Dictionary<string, Row> rows = new(StringComparer.Ordinal);

    /// <summary>In the order of the first cluster's findings.</summary>
    public IReadOnlyCollection<Row> Rows => rows.Values;

    public void Add(ClusterAudit cluster) => Add(cluster.Findings, cluster.Cluster.Encryption.Type);

    public void Add(IEnumerable<Finding> findings, EncryptionType type)
    {
        foreach (var finding in findings)
        {
            if (!rows.TryGetValue(finding.RuleId, out var row))
            {
                rows.Add(finding.RuleId, row = new Row(finding.RuleId, finding.Title));
            }

            row.Add(finding, type);
        }
    }

    /// <summary>A rule.</summary>
    internal sealed class Row(string ruleId, string title)
    {
        private readonly Dictionary<FindingStatus, int> counts = [];
        private readonly SortedSet<RuleLevel> levels = [];
        private readonly HashSet<EncryptionType> types = [];
        private readonly SortedDictionary<string, List<string>> controls = new(StringComparer.Ordinal);

        public string RuleId => ruleId;

        public string Title => title;

        /// <summary>The highest level last: a finding may be more important than its rule usually is.</summary>
        public IEnumerable<RuleLevel> Levels => levels.Reverse();

        /// <summary>The controls for all declared types of the clusters: control IDs by framework.</summary>
        public IReadOnlyDictionary<string, List<string>> Controls => controls;

        public int Count(FindingStatus status) => counts.GetValueOrDefault(status);

        public void Add(Finding finding, EncryptionType type)
        {
            counts[finding.Status] = Count(finding.Status) + 1;
            levels.Add(finding.Level);
            if (!types.Add(type))
            {
                // All findings of a rule for clusters of a type have the same controls.
                return;
            }

            foreach (var (framework, ids) in finding.Controls)
            {
                if (!controls.TryGetValue(framework, out var known))
                {
                    controls.Add(framework, known = []);
                }

                known.AddRange(ids.Where(id => !known.Contains(id)));
            }
        }
    }
}
