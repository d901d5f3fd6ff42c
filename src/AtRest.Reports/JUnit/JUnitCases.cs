using System.Globalization;
using AtRest.Core.Audits;
using AtRest.Core.Naming;
using AtRest.Core.Rules;

namespace AtRest.Reports.JUnit;

/// <summary>Makes a test case of the findings of a rule. The worst of them decides: an open failure, then what could not be judged, then a waived failure.</summary>
/// <param name="options">What unknown is, and where the rules' pages are.</param>
internal sealed class JUnitCases(ReportOptions options)
{
    /// <summary>A case for each rule, in the order of the findings.</summary>
    public IEnumerable<JUnitCase> ByRule(IEnumerable<Finding> findings) => findings.GroupBy(finding => finding.RuleId).Select(rule => Of([.. rule]));

    /// <summary>The findings of one rule.</summary>
    public JUnitCase Of(IReadOnlyList<Finding> findings)
    {
        var worst = findings.MinBy(RankOf)!;
        var result = ResultOf(worst);
        return new(
            $"{worst.RuleId} {worst.Title}",
            result,
            worst.Status == FindingStatus.Unknown ? $"{WireWord.Of(worst.Level)}.unknown" : $"{WireWord.Of(worst.Level)}.{WireWord.Of(worst.Severity)}",
            MessageOf(worst),
            result == JUnitResult.Failed ? string.Join("\n\n", findings.Where(FindingUrgency.NeedsAction).OrderBy(FindingUrgency.Of).Select(TextOf)) : "");
    }

    private static (int Status, Severity Severity) RankOf(Finding finding) => (
        finding.Status switch
        {
            FindingStatus.Fail when finding.Waiver is null => 0,
            FindingStatus.Unknown => 1,
            FindingStatus.Fail => 2,
            FindingStatus.Pass => 3,
            FindingStatus.NotApplicable => 4,
            _ => throw new ArgumentOutOfRangeException(nameof(finding), finding.Status, null),
        },
        finding.Severity);

    private JUnitResult ResultOf(Finding finding) => finding.Status switch
    {
        FindingStatus.Pass => JUnitResult.Passed,
        FindingStatus.NotApplicable => JUnitResult.Skipped,
        FindingStatus.Unknown => options.JUnitUnknown == JUnitUnknown.Skipped ? JUnitResult.Skipped : JUnitResult.Failed,
        FindingStatus.Fail => finding.Waiver is null ? JUnitResult.Failed : JUnitResult.Skipped,
        _ => throw new ArgumentOutOfRangeException(nameof(finding), finding.Status, null),
    };

    private static string MessageOf(Finding finding) => finding switch
    {
        { Waiver: { } waiver } => $"Waived until {waiver.Expires.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}: {waiver.Reason} (approved by {waiver.ApprovedBy}) {finding.Message}",
        { Status: FindingStatus.Unknown } => $"Unknown: {finding.Message}",
        { Status: FindingStatus.NotApplicable } => $"Not applicable: {finding.Message}",
        _ => finding.Message,
    };

    private string TextOf(Finding finding) => string.Join('\n', new[]
    {
        finding.Resource is { } resource ? $"Resource: {resource}" : null,
        finding.Message,
        finding.Consequence,
        finding.Remedy is { } remedy ? $"To do: {remedy}" : null,
        finding.RemedyCode,
        finding.Evidence.IsEmpty ? null : $"Evidence: {string.Join(' ', finding.Evidence)}",
        options.RulePage(finding.RuleId) is { } page ? $"More: {page}" : null,
    }.Where(line => !string.IsNullOrWhiteSpace(line)));
}
