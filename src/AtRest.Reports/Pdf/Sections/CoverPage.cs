using AtRest.Core.Audits;
using AtRest.Reports.Html;
using AtRest.Reports.Pdf.Layout;

namespace AtRest.Reports.Pdf.Sections;

/// <summary>The first page: whose report, of when, about what, and the verdict. It has no links, so that a signature can add itself to the page.</summary>
internal static class CoverPage
{
    private const int LongestName = 160;
    private const int LongestHeadline = 500;

    public static void Write(Flow flow, ReportView view, string length)
    {
        var report = view.Report;
        flow.NewSheet(isCover: true);
        flow.Current.Shapes.Add(new Box(Styles.Brand, 0, 0, Sheet.Width, 10));
        flow.Gap(28);
        flow.Paragraph(new Run($"AtRest audit report · {length}", Styles.Note with { Size = 10 }));
        flow.Gap(10);
        flow.Add(new Begin("H1"));
        flow.Place(flow.Breaker.Break([new Run("Encryption at rest of Camunda 8 clusters", Styles.Title)], flow.Width));
        flow.Add(new End());
        flow.Gap(10);
        flow.Paragraph(new Run(Blocks.Shorten(report.OrganizationName.ReplaceLineEndings(" "), LongestName), new TextStyle(Face.Strong, 17, Styles.Black)));
        flow.Paragraph(new Run($"Audited on {Labels.Moment(report.GeneratedAt)}", Styles.Body with { Size = 11, Ink = Styles.Muted }));
        flow.Gap(6);
        WriteWarnings(flow, report);
        WriteVerdict(flow, report);
        WriteCounts(flow, report.Summary);
        WriteFacts(flow, report);
    }

    private static void WriteWarnings(Flow flow, AuditReport report)
    {
        if (report.Demo)
        {
            Panel(flow, "unknown", [new Run("Demonstration. ", Styles.Bold), new Run(ScopeWords.Demonstration, Styles.Body)]);
        }

        if (report.Scope == ReportScope.Clusters)
        {
            Panel(flow, "unknown", [new Run("Partial. ", Styles.Bold), new Run(ScopeWords.NotCovered(report), Styles.Body)]);
        }
    }

    private static void Panel(Flow flow, string tone, IReadOnlyList<Run> text)
    {
        flow.Shaded(Styles.TintOf(tone), 9, () => flow.Paragraph(text));
        flow.Gap(8);
    }

    private static void WriteVerdict(Flow flow, AuditReport report)
    {
        // Green would look like the organization's verdict.
        var tone = report.Summary.Clusters == 0 || report is { Scope: ReportScope.Clusters, Verdict: Verdict.Compliant } ? "none" : Labels.ToneOf(report.Verdict);
        flow.Shaded(Styles.TintOf(tone), 14, () => flow.Card(Styles.OfTone(tone), () =>
        {
            flow.Paragraph(new Run(Blocks.Shorten(VerdictWords.Headline(report), LongestHeadline), new TextStyle(Face.Strong, 15, Styles.OfTone(tone))));
            flow.Paragraph(new Run(VerdictWords.Explanation(report), Styles.Body with { Size = 10.5 }));
            foreach (var note in VerdictWords.Notes(report))
            {
                flow.Paragraph(new Run(note.Before + note.Waiver + note.After, Styles.Body));
            }
        }, after: 0));
        flow.Gap(14);
    }

    private static void WriteCounts(Flow flow, ReportSummary summary)
    {
        var number = new TextStyle(Face.Strong, 22, Styles.Black);
        var counts = new[] { (Verdict.NonCompliant, summary.NonCompliant), (Verdict.Indeterminate, summary.Indeterminate), (Verdict.Compliant, summary.Compliant) };
        var (top, width) = (flow.Y, flow.Width / counts.Length);
        foreach (var (index, (verdict, count)) in counts.Index())
        {
            var ink = Styles.OfTone(Labels.ToneOf(verdict));
            var x = Sheet.Left + index * width;
            flow.Current.Shapes.Add(new Box(ink, x, top, width - 12, 2));
            flow.Add(new Begin("P"));
            var figure = flow.Breaker.Break([new Run($"{count} ", number with { Ink = ink })], width)[0];
            flow.PlaceLine(figure, x, top + 6);
            flow.PlaceLine(flow.Breaker.Break([new Run(Labels.Of(verdict), Styles.Body)], width)[0], x, top + 6 + figure.Height);
            flow.Add(new End());
        }

        flow.Gap(66);
    }

    private static void WriteFacts(Flow flow, AuditReport report)
    {
        flow.Fact("Organization", [new Run(Blocks.Shorten(report.OrganizationName.ReplaceLineEndings(" "), LongestName), Styles.Body), new Run(" (", Styles.Body), new Run(Blocks.ShortName(report.OrganizationId), Styles.Code), new Run(")", Styles.Body)]);
        flow.Fact("Scope", Blocks.Text($"{(report.Scope == ReportScope.Clusters ? ScopeWords.Part(report) : "The whole organization")}: {Blocks.Shorten(report.Headline, LongestHeadline)}."));
        flow.Fact("Report ID", Blocks.Text(report.ReportId, Styles.Code));
        flow.Fact("Audit ID", Blocks.Text(Blocks.ShortName(report.AuditId), Styles.Code));
        flow.Fact("Ordered by", Blocks.Text(Blocks.Shorten(ProvenanceWords.OrdererOf(report), LongestName)));
        flow.Fact("Required log retention", Blocks.Text(Labels.Count(report.Parameters.RetentionDays, "day", "days")));
        flow.Fact("Written by", Blocks.Text($"{report.Tool.Name} {report.Tool.Version}"));
    }
}
