using AtRest.Core.Audits;
using AtRest.Core.Rules;

namespace AtRest.Reports;

/// <summary>Names the rules that decide a cluster's verdict.</summary>
internal static class VerdictReason
{
    public static string Of(ClusterAudit audit) => audit.Verdict switch
    {
        _ when audit.NotEvaluated is { } cause => $"This cluster was not evaluated. {cause}",
        Verdict.NonCompliant => Because(
            audit, finding => finding.IsOpenFailure, "This required rule fails: ", "These required rules fail: "),
        Verdict.Indeterminate => Because(
            audit, finding => finding.Status == FindingStatus.Unknown, "This required rule could not be judged: ", "These required rules could not be judged: "),
        Verdict.Compliant when audit.Findings.Any(finding => finding is { Level: RuleLevel.Required, Waiver: not null }) =>
            "Every required rule passes, does not apply, or fails with a waiver that accepts it.",
        Verdict.Compliant => "Every required rule passes or does not apply.",
        _ => throw new ArgumentOutOfRangeException(nameof(audit), audit.Verdict, null),
    };

    private static string Because(ClusterAudit audit, Func<Finding, bool> decides, string one, string many)
    {
        var rules = audit.Findings.Where(finding => finding.Level == RuleLevel.Required && decides(finding))
            .Select(finding => finding.RuleId)
            .Distinct(StringComparer.Ordinal)
            .ToList();
        return (rules.Count == 1 ? one : many) + string.Join(", ", rules) + ".";
    }
}
