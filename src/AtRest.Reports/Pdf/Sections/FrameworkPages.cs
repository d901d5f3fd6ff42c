using AtRest.Core.Controls;
using AtRest.Reports.Html;
using AtRest.Reports.Pdf.Layout;

namespace AtRest.Reports.Pdf.Sections;

/// <summary>A page for each framework, control by control.</summary>
internal static class FrameworkPages
{
    private const int ClustersShown = 10;

    private const string Introduction = "The findings of this report, by the controls that their rules are related to. A control passes if the rules show its whole requirement for the audited clusters. Otherwise it is partly shown or not shown, with the reason. A framework has further controls that no rule is related to. The titles are paraphrased.";

    public static void Write(Flow flow, ReportView view)
    {
        flow.NewSheet();
        WriteTally(flow, view, int.MaxValue);
        foreach (var (index, framework) in view.Report.Frameworks.Index())
        {
            flow.NewSheet();
            flow.Heading(2, framework.Name, $"framework-{index + 1}");
            flow.Paragraph(new Run($"{Labels.Tally(framework)}. Source: {framework.Source}. ", Styles.Note), Blocks.Source(framework.Url, Styles.Note));
            flow.Table(
                [new("Control", 14), new("Asks that", 32), new("Rules", 12), new("Result", 13), new("Where, and what is not shown", 46)],
                framework.Controls.Select(control => RowOf(view, control)));
        }
    }

    /// <summary>The frameworks, a row each.</summary>
    public static void WriteTally(Flow flow, ReportView view, int most)
    {
        flow.Heading(1, "Frameworks", "frameworks");
        if (view.Report.Frameworks.IsEmpty)
        {
            flow.Paragraph(new Run("No framework has a control that a rule of this report is related to.", Styles.Body));
            return;
        }

        flow.Paragraph(new Run(Introduction, Styles.Body));
        flow.Table(
            [new("Framework", 40), new("Results of its controls", 60)],
            view.Report.Frameworks.Take(most).Select((framework, index) => new[]
            {
                new Cell([view.Links.HasDetails ? new Run(framework.Name, Styles.RowBold with { Ink = Styles.Hyperlink }, $"framework-{index + 1}") : new Run(framework.Name, Styles.RowBold)]),
                Cell.Of(Labels.Tally(framework)),
            }));
        if (view.Report.Frameworks.Length > most)
        {
            flow.Paragraph(new Run($"{view.Report.Frameworks.Length - most} more are in the full report.", Styles.Note));
        }
    }

    private static Cell[] RowOf(ReportView view, ControlResult result) =>
    [
        Cell.Strong(result.Control.Id),
        new Cell([new Run(result.Control.Title, Styles.Row)], [result.Control.Url is { } url ? Blocks.Source(url, Styles.Small) with { Text = result.Control.Source } : new Run(result.Control.Source, Styles.Small)]),
        Cell.Of(string.Join(", ", result.Control.Rules)),
        new Cell([new Run(Labels.Of(result.Status), Styles.RowBold with { Ink = Styles.OfTone(Labels.ToneOf(result.Status)) })]),
        new Cell([.. Places(view, result)]),
    ];

    private static IEnumerable<IReadOnlyList<Run>> Places(ReportView view, ControlResult result)
    {
        var places = result.Failures.Select(failure => (failure.Cluster, Note: $"{string.Join(", ", failure.Rules)}{(failure.Waived ? ", waived" : "")}"))
            .Concat(result.NotJudged.Select(cluster => (Cluster: (string?)cluster, Note: "not judged")))
            .ToList();
        if (places.Count == 0 && result.Gaps.IsEmpty)
        {
            yield return Blocks.Text("–", Styles.Row);
        }

        foreach (var (cluster, note) in places.Take(ClustersShown))
        {
            yield return [NameOf(view, cluster), new Run($" {note}", Styles.Small)];
        }

        if (places.Count > ClustersShown)
        {
            yield return Blocks.Text($"and {places.Count - ClustersShown} more", Styles.Row);
        }

        foreach (var gap in result.Gaps)
        {
            yield return [.. ClustersOf(view, gap), new Run($"{string.Join(", ", gap.Types.Select(Labels.Of))}{(gap.Types.IsEmpty ? "" : ": ")}{gap.Reason}", Styles.Small)];
        }
    }

    private static IEnumerable<Run> ClustersOf(ReportView view, ControlGap gap)
    {
        if (gap.Clusters.Length > ClustersShown && gap.Clusters.Length == view.Report.Summaries.Length)
        {
            yield return new Run("All clusters ", Styles.Row);
            yield break;
        }

        foreach (var cluster in gap.Clusters.Take(ClustersShown))
        {
            yield return NameOf(view, cluster);
            yield return new Run(" ", Styles.Row);
        }

        if (gap.Clusters.Length > ClustersShown)
        {
            yield return new Run($"and {gap.Clusters.Length - ClustersShown} more ", Styles.Row);
        }
    }

    private static Run NameOf(ReportView view, string? cluster) =>
        cluster is not null && view.ClusterNumber(cluster) is { } number ? Blocks.ClusterName(view, number, Styles.Row) : new Run(Blocks.ShortName(cluster ?? "The organization"), Styles.Row);
}
