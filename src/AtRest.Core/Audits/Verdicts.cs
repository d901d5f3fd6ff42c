using AtRest.Core.Rules;

namespace AtRest.Core.Audits;

/// <summary>Derives a verdict from findings.</summary>
internal static class Verdicts
{
    public static Verdict Of(IEnumerable<Finding> findings)
    {
        var required = findings.Where(finding => finding.Level == RuleLevel.Required).ToList();
        return required.Exists(finding => finding.IsOpenFailure) ? Verdict.NonCompliant
            : required.Exists(finding => finding.Status == FindingStatus.Unknown) ? Verdict.Indeterminate
            : Verdict.Compliant;
    }
}
