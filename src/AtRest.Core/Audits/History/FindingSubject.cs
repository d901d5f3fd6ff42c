using System.Globalization;
using AtRest.Core.Inventory;

namespace AtRest.Core.Audits.History;

/// <summary>The subject of findings: a cluster, or the organization if <paramref name="ClusterId"/> is null. It writes their changes.</summary>
internal sealed record FindingSubject(string? ClusterId, string Name, AuditEvidence Evidence)
{
    public ReportChange Opened(Finding finding, FindingState before, FindingState after) => new()
    {
        Kind = ChangeKind.FindingOpened,
        Cluster = ClusterId,
        RuleId = finding.RuleId,
        Resource = finding.Resource,
        Before = before.Word(),
        After = after.Word(),
        Message = (before, after) switch
        {
            (FindingState.Waived, _) => $"{finding.RuleId} of {Name} is an open failure again: {EndOfWaiver(finding.RuleId)} ({finding.Title}).",
            (_, FindingState.Waived) => $"{finding.RuleId} of {Name} fails; {before.Before()}. A waiver accepts it until {Day(finding.Waiver!.Expires)} ({finding.Title}).",
            _ => $"{finding.RuleId} of {Name} fails; {before.Before()} ({finding.Title}).",
        },
    };

    public ReportChange Closed(string ruleId, string? resource, FindingState before, FindingState after, Waiver? waiver) => new()
    {
        Kind = ChangeKind.FindingClosed,
        Cluster = ClusterId,
        RuleId = ruleId,
        Resource = resource,
        Before = before.Word(),
        After = after.Word(),
        Message = $"{ruleId} of {Name}, which failed{(before == FindingState.Waived ? " and was accepted by a waiver" : "")}, {Now(after, waiver)}.",
    };

    private static string Now(FindingState state, Waiver? waiver) => state switch
    {
        FindingState.Pass => "passes now",
        FindingState.NotApplicable => "no longer applies",
        FindingState.Unknown => "could not be judged this time, so it is not known whether it still fails",
        FindingState.Waived when waiver is not null => $"is now accepted by a waiver until {Day(waiver.Expires)} (owner {waiver.Owner}, approved by {waiver.ApprovedBy})",
        FindingState.Waived => "is now accepted by a waiver",
        _ => "is no longer judged, because its subject is no longer part of the audit",
    };

    private string EndOfWaiver(string ruleId) =>
        Evidence.Organization.Waivers.Where(waiver => waiver.Rule == ruleId && waiver.Cluster == ClusterId).Select(waiver => (DateOnly?)waiver.Expires).Max() is { } day
            ? $"the waiver that accepted it ended on {Day(day)}"
            : "the waiver that accepted it is no longer declared";

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
