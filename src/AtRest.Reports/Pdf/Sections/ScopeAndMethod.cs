using AtRest.Core.Audits;
using AtRest.Reports.Html;
using AtRest.Reports.Pdf.Layout;

namespace AtRest.Reports.Pdf.Sections;

/// <summary>What was audited, by which identities, for which period, and how.</summary>
internal static class ScopeAndMethod
{
    public static void Write(Flow flow, ReportView view)
    {
        var report = view.Report;
        flow.NewSheet();
        flow.Heading(1, "Scope and method", "scope");
        flow.Heading(2, "Scope", "scope-facts");
        flow.Fact("Organization", [new Run(report.OrganizationName, Styles.Body), new Run(" (", Styles.Body), new Run(report.OrganizationId, Styles.Code), new Run(")", Styles.Body)]);
        WriteFacts(flow, report, int.MaxValue);
        WriteReaders(flow, report);
        Blocks.Words(flow, ReportAssets.About, 2);
        Blocks.Words(flow, ReportAssets.Method, 2, heading => heading != NotLookedAt.Limits);
    }

    /// <summary>The same in a few lines.</summary>
    public static void WriteShort(Flow flow, ReportView view, int longest)
    {
        flow.Heading(1, "Scope and method", "scope");
        WriteFacts(flow, view.Report, longest);
        flow.Paragraph(new Run("AtRest compares the declared encryption of each cluster with what Camunda reports and with the state of the keys in the clouds. It only reads. The same evidence always gives the same report. What could not be read is unknown, never a pass. The full report has the method, every finding and its evidence.", Styles.Body));
    }

    private static void WriteFacts(Flow flow, AuditReport report, int longest)
    {
        flow.Fact("Clusters", Blocks.Text($"{Blocks.Shorten(report.Headline, longest)}."));
        flow.Fact("Ordered by", Blocks.Text(Blocks.Shorten(ProvenanceWords.OrdererOf(report), longest)));
        if (report.OrderedBy?.Detail is { } detail)
        {
            flow.Fact("Cause", Blocks.Text(Blocks.Shorten(detail, longest)));
        }

        flow.Fact("Period", Blocks.Text(ProvenanceWords.PeriodOf(report)));
        flow.Fact("SHA-256 of the inventory", Blocks.Text(report.InventorySha256 ?? ProvenanceWords.NotRecorded, Styles.Code));
    }

    private static void WriteReaders(Flow flow, AuditReport report)
    {
        flow.Heading(2, "Identities that read the accounts");
        if (report.CollectedAs.IsEmpty)
        {
            flow.Paragraph(new Run("The identities that read the accounts are not recorded.", Styles.Body));
            return;
        }

        flow.Table(
            [new("Account", 19), new("Read as", 63), new("Told by", 18)],
            report.CollectedAs.Select(reader => new[]
            {
                new Cell([new Run($"{Labels.OfCloud(reader.Cloud)} ", Styles.RowBold), new Run(reader.Account, Styles.RowCode)]),
                new Cell(reader.Detail is { } detail ? [[new Run(reader.Identity ?? "unknown", Styles.RowCode)], [new Run(detail, Styles.Row)]] : [[new Run(reader.Identity ?? "unknown", Styles.RowCode)]]),
                Cell.Of(reader.Source),
            }));
    }
}
