using AtRest.Core.Audits.History;
using AtRest.Reports.Html.Writing;

namespace AtRest.Reports.Html.Sections;

/// <summary>The key policies that changed, each with the lines that differ.</summary>
internal static class PolicyChanges
{
    /// <summary>A longer change is folded, so that the next one stays in view.</summary>
    private const int LinesInSight = 60;

    public static void Write(HtmlWriter html, ReportView view, List<ReportChange> changes)
    {
        if (changes.Count == 0)
        {
            return;
        }

        html.Write($"""
            <h3>{Labels.Of(ChangeKind.KeyPolicy)} <span class="tally">{changes.Count}</span></h3>

            """);
        foreach (var change in changes.Take(view.Links.Most))
        {
            html.Write($"""
                <article class="policy-change">
                <p>{change.Message}
                """);
            WriteCluster(html, view, change);
            html.Write($"</p>\n");
            WriteDifference(html, change.Difference);
            html.Write($"""
                <p class="note">SHA-256 before <code>{change.Before}</code>, now <code>{change.After}</code></p>
                </article>

                """);
        }

        ClusterName.WriteMore(html, changes.Count, view.Links.Most);
    }

    private static void WriteCluster(HtmlWriter html, ReportView view, ReportChange change)
    {
        if (change.Cluster is not null && view.ClusterNumber(change.Cluster) is { } number && view.Links.OfCluster(number) is { } address)
        {
            html.Write($"""
                 <a class="to-cluster" href="{address}">To the cluster</a>
                """);
        }
    }

    private static void WriteDifference(HtmlWriter html, string? difference)
    {
        if (difference is null)
        {
            return;
        }

        var lines = difference.Split('\n');
        var isLong = lines.Length > LinesInSight;
        if (isLong)
        {
            html.Write($"""
                <details class="quiet"><summary><span class="summary-title">The difference</span> <span class="note">{lines.Length} lines</span></summary>

                """);
        }

        html.Write($"""
            <pre class="difference"><code>
            """);
        for (var index = 0; index < lines.Length; index++)
        {
            WriteLine(html, lines[index], isLast: index == lines.Length - 1);
        }

        html.Write($"</code></pre>\n");
        if (isLong)
        {
            html.Write($"</details>\n");
        }
    }

    private static void WriteLine(HtmlWriter html, string line, bool isLast)
    {
        var end = isLast ? "" : "\n";
        if (line.StartsWith('+'))
        {
            html.Write($"<ins>{line}</ins>{end}");
        }
        else if (line.StartsWith('-'))
        {
            html.Write($"<del>{line}</del>{end}");
        }
        else
        {
            html.Write($"{line}{end}");
        }
    }
}
