using AtRest.Core.Rules;
using AtRest.Reports.Html.Writing;

namespace AtRest.Reports.Html.Sections;

/// <summary>The results that clusters of the page share, after the clusters that refer to them.</summary>
internal static class SharedSection
{
    public static void Write(HtmlWriter html, ReportView view)
    {
        var lists = view.Shared.Lists.ToList();
        if (lists.Count == 0)
        {
            return;
        }

        html.Write($"""
            <section id="shared" aria-labelledby="shared-title">
            <h2 id="shared-title">Results that clusters share</h2>
            <p>These checks gave the same result, from the same evidence, in several clusters. The sections of the clusters refer to them.</p>

            """);
        foreach (var list in lists)
        {
            var word = list.Findings[0].Status == FindingStatus.Pass ? "passed" : "not applicable";
            html.Write($"""
                <h3 id="shared-{list.Number}">List {list.Number}: {Labels.Count(list.Findings.Length, "check", "checks")} {word} in {list.Clusters} clusters</h3>

                """);
            QuietFindings.WriteTable(html, new FindingContext(view, list.Cluster), list.Findings);
        }

        html.Write($"</section>\n");
    }
}
