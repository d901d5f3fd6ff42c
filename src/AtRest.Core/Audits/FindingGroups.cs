using System.Collections.Immutable;
using AtRest.Core.Evidence;
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

    /// <summary>For each set of causes that findings have together: their groups, and the number of these findings.</summary>
    private readonly Dictionary<string, (ImmutableArray<FindingGroupBuilder> Groups, int Count)> repeated = new(StringComparer.Ordinal);
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

    /// <summary>
    /// The numbers of a finding's causes, from 1, in the order of the report; none for a finding whose evidence is not missing. The finding was added
    /// before.
    /// </summary>
    public ImmutableArray<int> CausesOf(Finding finding) =>
        IsUnread(finding) ? [.. Parts(finding).Select(part => Find(part.Key, finding)?.CauseNumber).OfType<int>().Distinct().Order()] : [];

    /// <summary>All groups, most urgent first. Call it once, after the last cluster.</summary>
    public IReadOnlyList<FindingGroup> All()
    {
        foreach (var finding in report.Findings.Where(FindingUrgency.NeedsAction))
        {
            Add(cluster: null, finding);
        }

        var ordered = groups.Values.Select(builder => (Builder: builder, Group: builder.Build())).OrderBy(entry => FindingUrgency.Of(entry.Group.First)).ToList();
        var places = ordered.Select((entry, place) => (entry.Builder, place)).ToDictionary(entry => entry.Builder, entry => entry.place);
        var elsewhere = new int[ordered.Count];
        foreach (var (members, count) in repeated.Values)
        {
            foreach (var place in members.Select(member => places[member]).Order().Skip(1))
            {
                elsewhere[place] += count;
            }
        }

        return [.. ordered.Select((entry, place) => entry.Group with { CountHere = entry.Group.Count - elsewhere[place] })];
    }

    private void Add(string? cluster, Finding finding)
    {
        var members = ImmutableArray.CreateBuilder<FindingGroupBuilder>();
        foreach (var parts in Parts(finding).Select(part => (Group: FindOrCreate(part.Key, finding), part.Causes)).GroupBy(part => part.Group))
        {
            parts.Key.Add(cluster, finding, [.. parts.SelectMany(part => part.Causes)]);
            members.Add(parts.Key);
        }

        if (members.Count > 1)
        {
            var key = string.Join(',', members.Select(member => member.CauseNumber));
            repeated[key] = (members.ToImmutable(), repeated.GetValueOrDefault(key).Count + 1);
        }
    }

    private FindingGroupBuilder FindOrCreate(object key, Finding finding)
    {
        if (Find(key, finding) is not { } group)
        {
            group = new FindingGroupBuilder(IsUnread(finding) ? ++causes : null);
            groups.Add(groups.Count < MostGroups ? key : CoarseKeyOf(finding), group);
        }

        return group;
    }

    private FindingGroupBuilder? Find(object key, Finding finding) =>
        groups.TryGetValue(key, out var group) || groups.TryGetValue(CoarseKeyOf(finding), out group) ? group : null;

    private static bool IsUnread(Finding finding) => finding is { Status: FindingStatus.Unknown, Causes.IsEmpty: false };

    /// <summary>
    /// The groups that a finding belongs to, with its causes there. Unknown findings are shown once for each remedy, whatever the rules' levels, and one with
    /// several causes with each of them. Failures are separate by level.
    /// </summary>
    private static IEnumerable<(object Key, ImmutableArray<Absence> Causes)> Parts(Finding finding) => finding switch
    {
        { Status: not FindingStatus.Unknown } => [((finding.Severity, finding.Level, finding.Message, finding.Consequence, finding.Remedy, finding.RemedyCode), finding.Causes)],
        { Causes.IsEmpty: true, Remedy: { } remedy, RemedyCode: null } => [((Uncaused: true, remedy), finding.Causes)],
        { Causes.IsEmpty: true } or { RemedyCode: not null } => [((IsUnread(finding), finding.Message, finding.Consequence, finding.Remedy, finding.RemedyCode), finding.Causes)],
        _ => finding.Causes.GroupBy(cause => cause.Remedy ?? cause.Cause, StringComparer.Ordinal).Select(part => ((object)part.Key, part.ToImmutableArray())),
    };

    private static object CoarseKeyOf(Finding finding) => (finding.RuleId, finding.Status, finding.Severity, finding.Level, IsUnread(finding));
}
