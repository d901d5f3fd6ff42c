using AtRest.Core.Audits;
using AtRest.Reports.Html;
using AtRest.Reports.Html.Sections;
using AtRest.Reports.Html.Writing;

namespace AtRest.Reports.Pages;

/// <summary>A page of the alphabetical list of clusters.</summary>
internal static class NamesPage
{
    /// <summary>The clusters of each page.</summary>
    public static IEnumerable<(int Number, ClusterSummary Summary)[]> Split(AuditReport report) => PageLists.ByName(report).Chunk(PageLists.NamesPerPage);

    public static void Write(HtmlWriter html, ReportView view, int place, (int Number, ClusterSummary Summary)[] names)
    {
        var report = view.Report;
        Page.WriteStart(html, report, "Clusters by name: ");
        Banner.Write(html, report);
        html.Write($"""
            <header class="cover sub">
            <h1>Clusters by name</h1>
            <p class="for"><bdi>{report.OrganizationName}</bdi></p>
            <p class="when"><bdi>{names[0].Summary.Name}</bdi> to <bdi>{names[^1].Summary.Name}</bdi></p>
            <nav class="contents" aria-label="Pages">
            <ol>
            <li><a href="{PageLinks.IndexFile}">Overview</a></li>

            """);
        if (place > 0)
        {
            html.Write($"""
                <li><a href="{PageLinks.NameOf("names", place - 1)}">Previous page</a></li>

                """);
        }

        if ((place + 1) * PageLists.NamesPerPage < report.Summaries.Length)
        {
            html.Write($"""
                <li><a href="{PageLinks.NameOf("names", place + 1)}">Next page</a></li>

                """);
        }

        html.Write($"""
            </ol>
            </nav>
            </header>
            <main>
            <section id="clusters" aria-labelledby="clusters-title">
            <h2 id="clusters-title">Clusters</h2>

            """);
        ClusterTable.WriteTable(html, view, [.. names]);
        html.Write($"</section>\n");
        Page.WriteFoot(html, report);
    }
}
