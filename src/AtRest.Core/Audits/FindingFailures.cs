using AtRest.Core.Rules;

namespace AtRest.Core.Audits;

/// <summary>Looks for failures of certain rules.</summary>
internal static class FindingFailures
{
    /// <summary>Whether one of the rules failed, waived or not.</summary>
    public static bool HaveFailure(this IReadOnlyCollection<Finding> findings, params string[] rules) =>
        findings.Any(finding => finding.Status == FindingStatus.Fail && rules.Contains(finding.RuleId));
}
