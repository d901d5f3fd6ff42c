using System.Collections.Immutable;
using AtRest.Core.Audits;
using AtRest.Core.Rules;

namespace AtRest.Core.Controls;

/// <summary>Sorts an audit's findings by the controls that their rules speak to.</summary>
public static class FrameworkResults
{
    /// <summary>One result for each framework of the catalogue, by name.</summary>
    /// <param name="clusters">The audited clusters, in the report's order.</param>
    /// <param name="findings">What the organization's own rules say.</param>
    public static ImmutableArray<FrameworkResult> Of(IReadOnlyList<ClusterAudit> clusters, IReadOnlyList<Finding> findings)
    {
        var places = clusters.Select(audit => new Place(audit.Cluster.Id, audit.Findings.ToLookup(finding => finding.RuleId)))
            .Append(new Place(null, findings.ToLookup(finding => finding.RuleId)))
            .ToList();
        return [.. ControlCatalog.Frameworks.Select(framework => new FrameworkResult
        {
            Name = framework.Name,
            Source = framework.Source,
            Controls = [.. framework.Controls.Select(control => Judge(control, places))],
        })];
    }

    private static ControlResult Judge(Control control, List<Place> places)
    {
        var status = ControlStatus.NotApplicable;
        var failures = new List<ControlFailure>();
        var notJudged = ImmutableArray.CreateBuilder<string>();
        foreach (var place in places)
        {
            var found = control.Rules.SelectMany(rule => place.Findings[rule]).ToList();
            var here = found.Count == 0 ? ControlStatus.NotApplicable : found.Max(StatusOf);
            status = (ControlStatus)Math.Max((int)status, (int)here);
            if (found.Exists(finding => finding.Status == FindingStatus.Fail))
            {
                var open = here == ControlStatus.Fail;
                failures.Add(new(place.Cluster, [.. found.Where(finding => open ? finding.IsOpenFailure : finding.Waiver is not null).Select(finding => finding.RuleId).Distinct()], !open));
            }

            if (here == ControlStatus.Unknown && place.Cluster is not null)
            {
                notJudged.Add(place.Cluster);
            }
        }

        return new ControlResult { Control = control, Status = status, Failures = [.. failures.OrderBy(failure => failure.Waived)], NotJudged = notJudged.ToImmutable() };
    }

    private static ControlStatus StatusOf(Finding finding) => finding.Status switch
    {
        FindingStatus.Fail => finding.Waiver is null ? ControlStatus.Fail : ControlStatus.Waived,
        FindingStatus.Unknown => ControlStatus.Unknown,
        FindingStatus.Pass => ControlStatus.Pass,
        FindingStatus.NotApplicable => ControlStatus.NotApplicable,
        _ => throw new ArgumentOutOfRangeException(nameof(finding), finding.Status, null),
    };

    private sealed record Place(string? Cluster, ILookup<string, Finding> Findings);
}
