using AtRest.Core.Audits;
using AtRest.Core.Rules;
using AtRest.Reports.Html;
using AtRest.Reports.Pdf.Layout;

namespace AtRest.Reports.Pdf.Sections;

/// <summary>The report on one page: verdict, picture of the fleet, trend, what needs action, and what was not looked at.</summary>
internal static class Summary
{
    private const double HeightOfHeading = 44;
    private const double Bullet = 12;

    public static void Write(Flow flow, ReportView view)
    {
        var report = view.Report;
        flow.NewSheet();
        flow.Heading(1, "Executive summary", "summary");
        flow.Paragraph(new Run($"{Blocks.Shorten(VerdictWords.Headline(report), 300)}. ", Styles.Bold), new Run(VerdictWords.Explanation(report), Styles.Body));
        if (VerdictWords.Notes(report).Select(note => new Run($"{note.Before}{note.Waiver}{note.After} ", Styles.Body)).ToList() is { Count: > 0 } notes)
        {
            flow.Paragraph(notes);
        }

        if (report.Scope == ReportScope.Clusters)
        {
            flow.Paragraph(new Run(ScopeWords.NotCovered(report), Styles.Body));
        }

        flow.Heading(2, "The fleet at a glance");
        FleetPicture.Write(flow, report);
        flow.Heading(2, "Trend");
        TrendPicture.Write(flow, report);
        flow.Heading(2, "What needs action first", next: 30);
        var gaps = Gaps(view);
        WriteActions(flow, view, HeightOfHeading + gaps.Sum(gap => flow.Breaker.Break(gap, flow.Width - Bullet).Sum(line => line.Height) + 2));
        flow.Heading(2, "What was not looked at", next: 30);
        Blocks.Bullets(flow, gaps);
    }

    private static void WriteActions(Flow flow, ReportView view, double heightOfEnd)
    {
        var rules = view.Groups.Where(group => !group.IsUnread).GroupBy(group => (group.First.RuleId, group.First.Status)).ToList();
        if (rules.Count == 0)
        {
            flow.Paragraph(new Run("No finding needs action.", Styles.Body));
            return;
        }

        var rows = new List<Cell[]>();
        var room = flow.Remaining - heightOfEnd - 44;
        foreach (var rule in rules)
        {
            var row = RowOf([.. rule]);
            room -= flow.Breaker.Break(row[1].Paragraphs[0], flow.Width * 0.45).Sum(line => line.Height) + 7;
            if (room < 0)
            {
                break;
            }

            rows.Add(row);
        }

        if (rows.Count > 0)
        {
            flow.Table([new("Rule", 12), new("Not met, or not judged", 50), new("Severity", 14), new("Level", 16), new("Clusters", 10)], rows);
        }

        if (rows.Count < rules.Count)
        {
            flow.Paragraph(new Run($"{Labels.Count(rules.Count - rows.Count, "more rule needs", "more rules need")} action: see the findings.", Styles.Note));
        }
    }

    private static Cell[] RowOf(List<FindingGroup> groups)
    {
        var first = groups[0].First;
        return
        [
            Cell.Strong(first.RuleId),
            Cell.Of($"{(first.Status == FindingStatus.Unknown ? "Not judged" : "Not met")}: {Blocks.Shorten(first.Title, 160)}"),
            Cell.Of(first.Status == FindingStatus.Unknown ? "–" : Labels.Of(first.Severity)),
            Cell.Of(Labels.Of(first.Level)),
            Cell.Of(groups.SelectMany(group => group.Clusters).Distinct(StringComparer.Ordinal).Count() is > 0 and var clusters ? $"{clusters}" : "–"),
        ];
    }

    private static List<IReadOnlyList<Run>> Gaps(ReportView view)
    {
        var report = view.Report;
        var items = new List<IReadOnlyList<Run>>();
        if (report.LeftOut.Length > 0)
        {
            items.Add(Blocks.Text($"{Labels.Count(report.LeftOut.Length, "declared cluster was", "declared clusters were")} left out of this audit."));
        }

        if (report.Summaries.Count(cluster => cluster.IsNotEvaluated) is > 0 and var givenUp)
        {
            items.Add(Blocks.Text($"{Labels.Count(givenUp, "cluster was", "clusters were")} not evaluated at all."));
        }

        items.Add(Blocks.Text(view.Unread.IsEmpty
            ? "Everything that the rules needed was read."
            : $"{Labels.Count(view.Unread.Sum(group => group.Count), "check", "checks")} could not be judged because something could not be read, for {Labels.Count(view.Unread.Length, "cause", "causes")}."));
        if (view.Groups.Where(group => !group.IsUnread && group.First.Status == FindingStatus.Unknown).Sum(group => group.Count) is > 0 and var unknown)
        {
            items.Add(Blocks.Text($"{Labels.Count(unknown, "check", "checks")} could not be judged for other reasons: see the findings."));
        }

        items.Add(Blocks.Text("Changes after the evidence was read, and the permissions of the clusters’ roles in Camunda’s AWS account, are not part of any audit."));
        return items;
    }
}
