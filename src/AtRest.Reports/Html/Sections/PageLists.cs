using System.Globalization;
using AtRest.Core.Audits;
using AtRest.Reports.Html.Writing;

namespace AtRest.Reports.Html.Sections;

/// <summary>The pages with all clusters: in the report's order, and by name.</summary>
internal static class PageLists
{
    /// <summary>The number of names on a page of the alphabetical list.</summary>
    public const int NamesPerPage = 500;

    /// <summary>The clusters by name, with their numbers in the report.</summary>
    public static List<(int Number, ClusterSummary Summary)> ByName(AuditReport report) =>
        [.. report.Summaries.Select((summary, index) => (Number: index + 1, Summary: summary))
            .OrderBy(entry => entry.Summary.Name, StringComparer.OrdinalIgnoreCase)
            .ThenBy(entry => entry.Summary.Name, StringComparer.Ordinal)
            .ThenBy(entry => entry.Number)];

    public static void Write(HtmlWriter html, ReportView view)
    {
        html.Write($"""
            <h3 id="pages">All clusters in detail</h3>
            <p>Each page has up to {PageLinks.ClustersPerPage} clusters with their evidence, those that need action first.</p>
            <ul class="pages">

            """);
        for (var first = 1; first <= view.Report.Summaries.Length; first += PageLinks.ClustersPerPage)
        {
            var last = Math.Min(first + PageLinks.ClustersPerPage - 1, view.Report.Summaries.Length);
            html.Write($"""
                <li><a href="{PageLinks.FileOf(first)}">{Range(first, last)}</a></li>

                """);
        }

        html.Write($"""
            </ul>
            <h3 id="names">All clusters by name</h3>
            <ul class="pages names">

            """);
        foreach (var (place, names) in ByName(view.Report).Chunk(NamesPerPage).Index())
        {
            html.Write($"""
                <li><a href="{PageLinks.NameOf("names", place)}"><bdi>{names[0].Summary.Name}</bdi> to <bdi>{names[^1].Summary.Name}</bdi></a></li>

                """);
        }

        html.Write($"</ul>\n");
    }

    private static string Range(int first, int last) =>
        first == last ? first.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{first}–{last}");
}
