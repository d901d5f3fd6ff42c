using AtRest.Core.Rules;

namespace AtRest.Core.Audits;

/// <summary>Which findings need action, and in which order.</summary>
public static class FindingUrgency
{
    /// <summary>Whether it is an open failure, or could not be judged.</summary>
    public static bool NeedsAction(Finding finding) => finding.IsOpenFailure || finding.Status == FindingStatus.Unknown;

    /// <summary>Sorts ascending, the most urgent first: failures before what could not be judged, then by severity and level.</summary>
    public static (bool IsUnknown, Severity Severity, RuleLevel Level) Of(Finding finding) =>
        (finding.Status == FindingStatus.Unknown, finding.Severity, finding.Level);
}
