using AtRest.Core.Audits;
using AtRest.Reports.Pdf.Layout;

namespace AtRest.Reports.Pdf.Sections;

/// <summary>What the keys and the audits cost the organization.</summary>
internal static class CostPages
{
    public static void Write(Flow flow, AuditReport report)
    {
        if (report.Costs is not { } costs)
        {
            return;
        }

        flow.Heading(1, CostWords.Title, "costs");
        flow.Paragraph(new Run(CostWords.Introduction, Styles.Body));
        flow.Paragraph(new Run(CostWords.TotalOf(costs), Styles.Bold));
        if (!costs.Parts.IsEmpty)
        {
            flow.Table(
                [new("For", 26), new("Units", 10), new("Price", 26), new("Cost", 22), new("Remark", 44)],
                costs.Parts.Select(part => new[]
                {
                    Cell.Strong(part.What), Cell.Of(CostWords.QuantityOf(part)), Cell.Of(CostWords.Of(part.Price)), Cell.Of(CostWords.Of(part.Cost)), Cell.Of(part.Note ?? "–"),
                }));
        }

        foreach (var sentence in costs.Unknown)
        {
            flow.Paragraph(new Run($"Not in the sum: {sentence}", Styles.Note));
        }

        if (!costs.Accounts.IsEmpty)
        {
            flow.Heading(2, CostWords.AccountsTitle);
            flow.Paragraph(new Run(CostWords.AccountsIntroduction, Styles.Body));
            flow.Table(
                [new("Account", 22), new("Requests", 16), new("By Region", 48), new("Cost", 24)],
                costs.Accounts.Select(account => new[]
                {
                    Cell.Strong(account.AccountId), Cell.Of(CostWords.RequestsOf(account)), new Cell([.. CostWords.RegionsOf(account).Select(region => Blocks.Text(region, Styles.Row))]), Cell.Of(CostWords.Of(account.Cost)),
                }));
        }
    }
}
