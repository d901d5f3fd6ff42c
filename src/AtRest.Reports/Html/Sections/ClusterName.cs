using AtRest.Reports.Html.Writing;

namespace AtRest.Reports.Html.Sections;

/// <summary>A cluster's name, with a link to its section if there is one.</summary>
internal static class ClusterName
{
    /// <param name="html">Receives the name.</param>
    /// <param name="view">The report.</param>
    /// <param name="number">The place of the cluster in the report, from 1.</param>
    public static void Write(HtmlWriter html, ReportView view, int number)
    {
        var name = view.Report.Summaries[number - 1].Name;
        if (view.Links.OfCluster(number) is { } address)
        {
            html.Write($"""
                <a href="{address}"><bdi>{name}</bdi></a>
                """);
        }
        else
        {
            html.Write($"<bdi>{name}</bdi>");
        }
    }

    /// <summary>The remark below a list that is not complete.</summary>
    public static void WriteMore(HtmlWriter html, int all, int shown)
    {
        if (all > shown)
        {
            html.Write($"""
                <p class="note">{all - shown} more are not shown here. <code>report.json</code> has all of them.</p>

                """);
        }
    }
}
