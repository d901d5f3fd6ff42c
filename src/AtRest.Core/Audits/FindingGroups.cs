using AtRest.Core.Rules;

namespace AtRest.Core.Audits;

/// <summary>
/// Groups the findings of a report that need action, while its clusters are enumerated. It keeps one finding for each group and at most <see cref="MostGroups"/> groups by
/// cause; further findings are grouped by rule, status and severity, so that its memory does not grow with the texts of a big fleet.
/// </summary>
public sealed class FindingGroups
{
    /// <summary>The number of groups by cause.</summary>
    public const int MostGroups = 1000;

    private readonly Dictionary<object, FindingGroupBuilder> groups = [];
    private readonly AuditReport report;
    private int clusters;
    private int causes;

    /// <param name="report">The findings about the organization are added after those of the clusters.</param>
    public FindingGroups(AuditReport report)
    {
        this.report = report;
    }

    /// <summary>Adds the next cluster of the report.</summary>
    public void Add(ClusterAudit cluster)
    {
        // The summary's text: one for all groups of the cluster.
        var id = report.Summaries[clusters++].Id;
        foreach (var finding in cluster.Findings.Where(FindingUrgency.NeedsAction))
        {
            Add(id, finding);
        }
    }

    /// <summary>The number of a finding's cause, from 1; null for a finding whose evidence is not missing. The finding was added before.</summary>
    public int? CauseOf(Finding finding) => Find(finding)?.CauseNumber;

    /// <summary>All groups, most urgent first. Call it once, after the last cluster.</summary>
    public IReadOnlyList<FindingGroup> All()
    {
        foreach (var finding in report.Findings.Where(FindingUrgency.NeedsAction))
        {
            Add(cluster: null, finding);
        }

        return [.. groups.Values.Select(group => group.Build()).OrderBy(group => FindingUrgency.Of(group.First))];
    }

    private void Add(string? cluster, Finding finding)
    {
        if (Find(finding) is not { } group)
        {
            group = new FindingGroupBuilder(IsUnread(finding) ? ++causes : null);
            groups.Add(groups.Count < MostGroups ? KeyOf(finding) : CoarseKeyOf(finding), group);
        }

        group.Add(cluster, finding);
    }

    private FindingGroupBuilder? Find(Finding finding) =>
        groups.TryGetValue(KeyOf(finding), out var group) || groups.TryGetValue(CoarseKeyOf(finding), out group) ? group : null;

    private static bool IsUnread(Finding finding) => finding is { Status: FindingStatus.Unknown, Causes.IsEmpty: false };

    /// <summary>Unknown findings are shown once for each remedy, whatever the rules' levels; failures are separate by level.</summary>
    private static object KeyOf(Finding finding) => finding switch
    {
        { Status: not FindingStatus.Unknown } => (finding.Severity, finding.Level, finding.Message, finding.Consequence, finding.Remedy, finding.RemedyCode),
        { Causes.IsEmpty: true, Remedy: { } remedy, RemedyCode: null } => (Uncaused: true, remedy),
        { Causes.IsEmpty: true } or { RemedyCode: not null } => (IsUnread(finding), finding.Message, finding.Consequence, finding.Remedy, finding.RemedyCode),
        _ => FindingGroup.RemedyOf(finding.Causes) ?? FindingGroupBuilder.CauseOf(finding),
    };

    private static object CoarseKeyOf(Finding finding) => (finding.RuleId, finding.Status, finding.Severity, finding.Level, IsUnread(finding));
}
