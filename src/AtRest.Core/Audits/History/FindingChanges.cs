using System.Collections.Immutable;

namespace AtRest.Core.Audits.History;

/// <summary>New failures, and failures that are closed.</summary>
internal static class FindingChanges
{
    /// <summary>Of a cluster of the new report.</summary>
    public static IEnumerable<ReportChange> Of(AuditEvidence evidence, PreviousIndex previous, ClusterAudit audit)
    {
        var before = previous.Cluster(audit.Cluster.Id);
        return before is null && previous.IsLeftOut(audit.Cluster.Id) ? [] : Compare(
            new FindingSubject(audit.Cluster.Id, audit.Cluster.Name, evidence),
            before?.Findings ?? [],
            audit.Findings,
            // For a cluster that was not evaluated, nothing is known.
            audit.NotEvaluated is null ? FindingState.None : FindingState.Unknown);
    }

    /// <summary>Of the organization. Its rules judge the clusters of the audit, so their findings differ for other clusters.</summary>
    public static IEnumerable<ReportChange> OfOrganization(AuditEvidence evidence, PreviousAudit previous, ImmutableArray<Finding> findings) => evidence.LeftOut.IsEmpty && previous.LeftOut.IsEmpty
        ? Compare(new FindingSubject(null, "the organization", evidence), previous.Findings, findings, FindingState.None)
        : [];

    private static IEnumerable<ReportChange> Compare(FindingSubject subject, ImmutableArray<PreviousFinding> before, ImmutableArray<Finding> after, FindingState stateOfMissing)
    {
        var earlier = before.GroupBy(finding => (finding.RuleId, finding.Resource))
            .ToDictionary(group => group.Key, group => group.Max(finding => FindingStates.Of(finding.Status, finding.Waived)));
        var now = after.GroupBy(finding => (finding.RuleId, finding.Resource)).ToDictionary(group => group.Key, group => group.ToList());
        foreach (var (key, found) in now)
        {
            var (was, state) = (earlier.GetValueOrDefault(key), StateOf(found));
            if (state.IsFailure() && (!was.IsFailure() || (was, state) is (FindingState.Waived, FindingState.Fail)))
            {
                yield return subject.Opened(found[0], was, state);
            }
            else if (was.IsFailure() && (!state.IsFailure() || (was, state) is (FindingState.Fail, FindingState.Waived)))
            {
                yield return subject.Closed(key.RuleId, key.Resource, was, state, found.Find(finding => finding.Waiver is not null)?.Waiver);
            }
        }

        foreach (var (key, was) in earlier.Where(entry => entry.Value.IsFailure() && !now.ContainsKey(entry.Key)))
        {
            yield return subject.Closed(key.RuleId, key.Resource, was, stateOfMissing, waiver: null);
        }
    }

    private static FindingState StateOf(List<Finding> findings) => findings.Max(finding => FindingStates.Of(finding.Status, finding.Waiver is not null));
}
