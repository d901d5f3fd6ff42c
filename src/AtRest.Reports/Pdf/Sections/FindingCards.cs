using AtRest.Core.Audits;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;
using AtRest.Reports.Html;
using AtRest.Reports.Pdf.Layout;

namespace AtRest.Reports.Pdf.Sections;

/// <summary>The findings of one cluster, or of the organization.</summary>
internal static class FindingCards
{
    /// <summary>A finding that needs attention.</summary>
    public static void Write(Flow flow, ReportView view, Cluster? cluster, Finding finding)
    {
        var tone = finding.Waiver is not null ? "waived" : finding.Status == FindingStatus.Unknown ? "unknown" : "fail";
        flow.Card(Styles.OfTone(tone), () =>
        {
            flow.Heading(3, $"{finding.RuleId} {Labels.StateOf(finding).ToLowerInvariant()}: {finding.Title}", next: 52);
            flow.Paragraph(Subject(cluster, finding));
            flow.Paragraph(new Run(finding.Message, Styles.Body));
            WritePart(flow, "Consequence", finding.Consequence);
            WritePart(flow, "Remedy", finding.Remedy);
            if (finding.Waiver is { } waiver)
            {
                flow.Fact("Waiver", [new Run($"{waiver.Reason} ", Styles.Body), new Run($"Owner: {waiver.Owner}. Approved by {waiver.ApprovedBy}. Counts until {Labels.Day(waiver.Expires)}.", Styles.Note)], 70);
            }

            if (!finding.Evidence.IsEmpty)
            {
                flow.Fact("Evidence", Blocks.Evidence(view, finding.Evidence), 70);
            }

            if (finding.RemedyCode is { } code)
            {
                flow.Code(code);
            }
        });
    }

    /// <summary>Findings that need no attention, a row each, by what they are about.</summary>
    public static void WriteQuiet(Flow flow, ReportView view, Cluster? cluster, IReadOnlyCollection<Finding> findings)
    {
        if (findings.Count > 0)
        {
            flow.Table([new("Rule", 12), new("What was found", 70), new("Evidence", 18)], Rows(view, cluster, findings));
        }
    }

    private static IEnumerable<Cell[]> Rows(ReportView view, Cluster? cluster, IEnumerable<Finding> findings)
    {
        foreach (var subject in findings.GroupBy(finding => (Name: ReportView.SubjectOf(finding, cluster), finding.Resource)))
        {
            yield return [new Cell([subject.Key.Name is { } name ? new Run(name, Styles.RowBold) : new Run(subject.Key.Resource!, Styles.RowCode)]) { IsWide = true }];
            foreach (var finding in subject)
            {
                yield return [new Cell([new Run(finding.RuleId, Styles.RowLink, Blocks.RuleAnchor(finding.RuleId))]), Cell.Of(finding.Message), new Cell(Blocks.EvidenceNumbers(view, finding.Evidence))];
            }
        }
    }

    private static List<Run> Subject(Cluster? cluster, Finding finding)
    {
        var kind = ReportView.SubjectOf(finding, cluster);
        var tags = $"{Labels.Of(finding.Level)}{(finding.Status == FindingStatus.Fail ? $", {Labels.Of(finding.Severity).ToLowerInvariant()} severity" : "")}";
        return [new Run($"{tags}. {(kind is null ? "" : $"{kind} ")}", Styles.Note), .. finding.Resource is { } resource ? new[] { new Run(resource, Styles.Code) } : []];
    }

    private static void WritePart(Flow flow, string term, string? text)
    {
        if (text is not null)
        {
            flow.Fact(term, Blocks.Text(text), 70);
        }
    }
}
