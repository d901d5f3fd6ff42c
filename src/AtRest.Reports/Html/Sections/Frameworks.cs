using AtRest.Core.Controls;
using AtRest.Reports.Html.Writing;

namespace AtRest.Reports.Html.Sections;

/// <summary>A part for each framework, control by control, with the clusters that fail it: folded on a screen, each on its own page on paper.</summary>
internal static class Frameworks
{
    private const int ClustersShown = 10;

    public static void Write(HtmlWriter html, ReportView view)
    {
        if (view.Report.Frameworks.IsEmpty)
        {
            return;
        }

        html.Write($"""
            <section id="frameworks" aria-labelledby="frameworks-title">
            <h2 id="frameworks-title">Frameworks</h2>
            <p>The findings of this report, by the controls that their rules are related to. A control passes if the rules show its whole requirement for the audited clusters. Otherwise it is partly shown or not shown, with the reason. A framework has further controls that no rule is related to. The titles are paraphrased.</p>

            """);
        Banner.WritePart(html, view.Report);
        foreach (var framework in view.Report.Frameworks)
        {
            WriteFramework(html, view, framework);
        }

        html.Write($"</section>\n");
    }

    private static void WriteFramework(HtmlWriter html, ReportView view, FrameworkResult framework)
    {
        html.Write($"""
            <details class="quiet framework">
            <summary><span class="summary-title">{framework.Name}</span> <span class="note">{Labels.Tally(framework)}</span></summary>
            <p class="note">Source: 
            """);
        html.Write($"{framework.Source}. ");
        Statements.WriteSource(html, framework.Url);
        html.Write($"""
            </p>
            <table class="stack controls">
            <thead><tr><th scope="col">Control</th><th scope="col">Asks that</th><th scope="col">Rules</th><th scope="col">Result</th><th scope="col">Where, and what is not shown</th></tr></thead>
            <tbody>

            """);
        foreach (var result in framework.Controls)
        {
            WriteRow(html, view, result);
        }

        html.Write($"</tbody>\n</table>\n</details>\n");
    }

    private static void WriteRow(HtmlWriter html, ReportView view, ControlResult result)
    {
        html.Write($"""
            <tr><th scope="row">{result.Control.Id}</th><td data-label="Asks that"><span>{result.Control.Title} <span class="note source-of">{result.Control.Source}
            """);
        if (result.Control.Url is { } url)
        {
            html.Write($" ");
            Statements.WriteSource(html, url);
        }

        html.Write($"""
            </span></span></td><td data-label="Rules">{string.Join(", ", result.Control.Rules)}</td><td data-label="Result">
            """);
        Badge.Write(html, result.Status);
        html.Write($"""
            </td><td data-label="Where, and what is not shown"><span>
            """);
        WritePlaces(html, view, result);
        WriteGaps(html, view, result);
        html.Write($"</span></td></tr>\n");
    }

    private static void WritePlaces(HtmlWriter html, ReportView view, ControlResult result)
    {
        var places = result.Failures.Select(failure => (failure.Cluster, Note: $"{string.Join(", ", failure.Rules)}{(failure.Waived ? ", waived" : "")}"))
            .Concat(result.NotJudged.Select(cluster => (Cluster: (string?)cluster, Note: "not judged")))
            .ToList();
        if (places.Count == 0 && result.Gaps.IsEmpty)
        {
            html.Write($"–");
        }

        foreach (var (cluster, note) in places.Take(ClustersShown))
        {
            html.Write($"""
                <span class="place">
                """);
            WriteCluster(html, view, cluster);
            html.Write($"""
                 <span class="note">{note}</span></span>
                """);
        }

        if (places.Count > ClustersShown)
        {
            html.Write($"""
                <span class="place note">and {places.Count - ClustersShown} more</span>
                """);
        }
    }

    private static void WriteGaps(HtmlWriter html, ReportView view, ControlResult result)
    {
        foreach (var gap in result.Gaps)
        {
            html.Write($"""
                <span class="place gap">
                """);
            WriteClusters(html, view, gap);

            html.Write($"""
                <span class="note">{string.Join(", ", gap.Types.Select(Labels.Of))}{(gap.Types.IsEmpty ? "" : ": ")}{gap.Reason}</span></span>
                """);
        }
    }

    private static void WriteClusters(HtmlWriter html, ReportView view, ControlGap gap)
    {
        if (gap.Clusters.Length > ClustersShown && gap.Clusters.Length == view.Report.Summaries.Length)
        {
            html.Write($"All clusters ");
            return;
        }

        foreach (var cluster in gap.Clusters.Take(ClustersShown))
        {
            WriteCluster(html, view, cluster);
            html.Write($" ");
        }

        if (gap.Clusters.Length > ClustersShown)
        {
            html.Write($"and {gap.Clusters.Length - ClustersShown} more ");
        }
    }

    private static void WriteCluster(HtmlWriter html, ReportView view, string? cluster)
    {
        if (cluster is not null && view.ClusterNumber(cluster) is { } number)
        {
            ClusterName.Write(html, view, number);
        }
        else
        {
            html.Write($"{cluster ?? "The organization"}");
        }
    }
}
