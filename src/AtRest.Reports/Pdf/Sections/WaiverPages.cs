using AtRest.Core.Audits;
using AtRest.Core.Rules;
using AtRest.Reports.Html;
using AtRest.Reports.Pdf.Layout;

namespace AtRest.Reports.Pdf.Sections;

/// <summary>Every waiver with its approver, and what the rules about waivers found.</summary>
internal static class WaiverPages
{
    public static void Write(Flow flow, ReportView view)
    {
        flow.NewSheet();
        WriteTable(flow, view, int.MaxValue, int.MaxValue);
        foreach (var finding in view.Report.Findings.Where(finding => finding.Status is FindingStatus.Fail or FindingStatus.Unknown))
        {
            FindingCards.Write(flow, view, null, finding);
        }

        FindingCards.WriteQuiet(flow, view, null, [.. view.Report.Findings.Where(finding => finding.Status is FindingStatus.Pass or FindingStatus.NotApplicable)]);
    }

    /// <param name="flow">Receives the table.</param>
    /// <param name="view">The report.</param>
    /// <param name="most">The number of waivers that it shows.</param>
    /// <param name="longest">The longest text of a cell.</param>
    public static void WriteTable(Flow flow, ReportView view, int most, int longest)
    {
        var waivers = view.Report.Waivers;
        flow.Heading(1, "Waivers", "waivers");
        flow.Paragraph(new Run("A waiver accepts the failure of one rule for one cluster until its last day. An expired waiver no longer applies. An unused waiver matches no failure of this audit.", Styles.Body));
        if (waivers.IsEmpty)
        {
            flow.Paragraph(new Run("No waiver was declared.", Styles.Body));
            return;
        }

        flow.Table(
            [new("Rule", 12), new("State", 11), new("Cluster", 22), new("Reason", 40), new("Owner", 20), new("Approved by", 20), new("Last day", 16)],
            waivers.Take(most).Select(use => RowOf(view, use, longest)));
        if (waivers.Length > most)
        {
            flow.Paragraph(new Run($"{waivers.Length - most} more are in the full report.", Styles.Note));
        }
    }

    private static Cell[] RowOf(ReportView view, WaiverUse use, int longest)
    {
        var waiver = use.Waiver;
        var tone = use.State switch { WaiverState.Active => "waived", WaiverState.Expired => "fail", _ => "none" };
        return
        [
            Cell.Strong(waiver.Rule),
            new Cell([new Run(Labels.Of(use.State), Styles.RowBold with { Ink = Styles.OfTone(tone) })]),
            new Cell([view.ClusterNumber(waiver.Cluster) is { } number ? Blocks.ClusterName(view, number, Styles.Row) : new Run(Blocks.Shorten(waiver.Cluster, longest), Styles.RowCode)]),
            Cell.Of(Blocks.Shorten(waiver.Reason, longest)),
            Cell.Of(Blocks.Shorten(waiver.Owner, longest)),
            Cell.Of(Blocks.Shorten(waiver.ApprovedBy, longest)),
            Cell.Of(Labels.Day(waiver.Expires)),
        ];
    }
}
