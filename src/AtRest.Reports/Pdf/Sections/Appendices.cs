using System.Globalization;
using AtRest.Core.Audits;
using AtRest.Core.Audits.History;
using AtRest.Core.Rules;
using AtRest.Reports.Html;
using AtRest.Reports.Pdf.Layout;

namespace AtRest.Reports.Pdf.Sections;

/// <summary>What the other sections refer to: changes, statements, rules, glossary, evidence.</summary>
internal static class Appendices
{
    public static void WriteChanges(Flow flow, AuditReport report)
    {
        if (report.PreviousReportId is null)
        {
            return;
        }

        flow.NewSheet();
        flow.Heading(1, "What changed", "changes");
        var since = report.PreviousGeneratedAt is { } moment ? Labels.Moment(moment) : "before";
        flow.Paragraph(new Run($"{(report.Changes.IsEmpty ? "Nothing has changed since" : "Compared with")} the report of {since} (", Styles.Body), new Run(report.PreviousReportId, Styles.Code), new Run($").{(report.LeftOut.IsEmpty ? "" : " Only the clusters of this audit are compared.")}", Styles.Body));
        foreach (var kind in report.Changes.GroupBy(change => change.Kind))
        {
            flow.Heading(2, $"{Labels.Of(kind.Key)} ({kind.Count()})", next: 60);
            if (kind.Key == ChangeKind.KeyPolicy)
            {
                foreach (var change in kind)
                {
                    WritePolicyChange(flow, change);
                }
            }
            else
            {
                flow.Table([new("Cluster", 26), new("Before", 14), new("Now", 14), new("What happened", 46)], kind.Select(RowOf));
            }
        }
    }

    public static void WriteStatements(Flow flow, ReportView view)
    {
        if (view.Statements.IsEmpty)
        {
            return;
        }

        flow.NewSheet();
        flow.Heading(1, "Statements", "statements");
        flow.Paragraph(new Run("What auditors require and no rule checks, each with its source. The cluster sheets refer to the numbers.", Styles.Body));
        flow.Table(
            [new("No.", 5), new("Statement", 60), new("Source", 35)],
            view.Statements.All.Select(entry => new[]
            {
                new Cell([new Run(Number(entry.Number), Styles.RowBold)]) { Anchor = Blocks.StatementAnchor(entry.Number) },
                Cell.Of(entry.Statement.Text),
                new Cell([Blocks.Source(entry.Statement.Source, Styles.Row), .. entry.Statement.SourceRead is { } day ? new[] { new Run($" read on {Labels.Day(day)}", Styles.Small) } : []]),
            }));
    }

    public static void WriteRules(Flow flow, ReportView view)
    {
        flow.NewSheet();
        flow.Heading(1, "Rules and controls", "rules");
        if (view.Rules.Rows.Count == 0)
        {
            flow.Paragraph(new Run("No rule was applied.", Styles.Body));
            return;
        }

        flow.Paragraph(new Run("The rules that applied to the clusters and to the organization, what holds when each passes, and how often each result occurred. A rule about keys is applied to each key.", Styles.Body));
        flow.Table(
            [new("Rule", 12), new("Holds when, and controls", 72), new("Pass", 8), new("Fail", 8), new("Unknown", 12), new("Not applicable", 14)],
            view.Rules.Rows.Select(rule => new[]
            {
                new Cell([new Run(rule.RuleId, Styles.RowBold)]) { Anchor = Blocks.RuleAnchor(rule.RuleId) },
                new Cell(
                    [new Run($"{rule.Title} ", Styles.Row), new Run(string.Join(" or ", rule.Levels.Select(level => Labels.Of(level).ToLowerInvariant())), Styles.Small)],
                    [new Run(rule.Controls.Count == 0 ? "" : string.Join("; ", rule.Controls.Select(framework => $"{framework.Key}: {string.Join(", ", framework.Value)}")), Styles.Small)]),
                Cell.Of(Number(rule.Count(FindingStatus.Pass))),
                Cell.Of(Number(rule.Count(FindingStatus.Fail))),
                Cell.Of(Number(rule.Count(FindingStatus.Unknown))),
                Cell.Of(Number(rule.Count(FindingStatus.NotApplicable))),
            }));
    }

    public static void WriteGlossary(Flow flow)
    {
        flow.NewSheet();
        flow.Heading(1, "Glossary", "glossary");
        Blocks.Words(flow, ReportAssets.Glossary, 2);
        flow.Fact("‹U+5317 U+4EAC›", Blocks.Text("Characters that this document writes out by their Unicode numbers: those of scripts that its fonts do not have or that are written from right to left, and invisible ones. report.json has the characters themselves."));
    }

    public static void WriteEvidence(Flow flow, ReportView view)
    {
        flow.NewSheet();
        flow.Heading(1, "Evidence", "evidence");
        if (view.Evidence.IsEmpty)
        {
            flow.Paragraph(new Run("No evidence was collected from a cloud.", Styles.Body));
            return;
        }

        flow.Paragraph(new Run("Each call that this report is based on, listed once. The ID is that of report.json and of saved evidence. The SHA-256 is the hash of what was read.", Styles.Body));
        flow.Table([new("No.", 6), new("Call, and SHA-256 of what was read", 58), new("ID", 17), new("Read at (UTC)", 19)], EvidenceRows(view));
    }

    private static IEnumerable<Cell[]> EvidenceRows(ReportView view)
    {
        string? resource = null;
        foreach (var (number, entry) in view.Evidence.Entries)
        {
            if (entry.Resource != resource)
            {
                resource = entry.Resource;
                yield return [new Cell([new Run(resource, Styles.RowCode)]) { IsWide = true }];
            }

            var call = entry.Outcome == EvidenceOutcome.Read
                ? Blocks.Text(entry.Source, Styles.Row)
                : [new Run($"{entry.Source} ", Styles.Row), new Run(Labels.Of(entry.Outcome), Styles.RowBold with { Ink = Styles.OfTone("unknown") }), new Run(entry.Detail is { } detail ? $" {detail}" : "", Styles.Row)];
            yield return
            [
                new Cell([new Run(Number(number), Styles.RowBold)]) { Anchor = Blocks.EvidenceAnchor(number) },
                entry.Sha256 is { } hash ? new Cell(call, [new Run(hash, Styles.RowCode with { Size = 6.6 })]) : new Cell(call),
                Cell.Code(entry.Id),
                Cell.Of(Labels.ShortMoment(entry.CollectedAt)),
            ];
        }
    }

    private static Cell[] RowOf(ReportChange change) =>
    [
        Cell.Of(change.Cluster ?? "Organization"),
        Cell.Of(change.Before is { } before ? Labels.OfState(before) ?? before : "–"),
        Cell.Of(change.After is { } after ? Labels.OfState(after) ?? after : "–"),
        change.Resource is { } resource ? new Cell([new Run(change.Message, Styles.Row)], [new Run(resource, Styles.RowCode)]) : Cell.Of(change.Message),
    ];

    private static void WritePolicyChange(Flow flow, ReportChange change)
    {
        flow.Paragraph(new Run(change.Message, Styles.Body));
        if (change.Difference is { } difference)
        {
            flow.Code(difference);
        }

        flow.Paragraph(new Run("SHA-256 before ", Styles.Note), new Run(change.Before ?? "–", Styles.RowCode), new Run(", now ", Styles.Note), new Run(change.After ?? "–", Styles.RowCode));
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
