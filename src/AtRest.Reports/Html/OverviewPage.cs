using AtRest.Reports.Html.Sections;
using AtRest.Reports.Html.Writing;

namespace AtRest.Reports.Html;

/// <summary>A report of any size on one page, without the clusters' details and the evidence. It says where they are.</summary>
internal static class OverviewPage
{
    public static async Task WriteAsync(HtmlWriter html, ReportView view, CancellationToken cancellationToken)
    {
        var report = view.Report;
        Page.WriteStart(html, report);
        Banner.Write(html, report);
        Cover.Write(html, view);
        WriteScope(html, view);
        About.Write(html);
        Fleet.Write(html, report);
        TrendSection.Write(html, report);
        Actions.Write(html, view);
        await html.FlushAsync(cancellationToken);
        ClusterTable.Write(html, view);
        Unread.Write(html, view);
        await html.FlushAsync(cancellationToken);
        Changes.Write(html, view);
        WaiverTable.Write(html, view);
        CostSection.Write(html, report);
        RuleTable.Write(html, view);
        await html.FlushAsync(cancellationToken);
        Frameworks.Write(html, view);
        Provenance.Write(html, report);
        Page.WriteEnd(html, report);
    }

    private static void WriteScope(HtmlWriter html, ReportView view)
    {
        if (view.Report.Summaries.IsEmpty)
        {
            return;
        }

        if (view.Links.IsIndex)
        {
            html.Write($"""
                <p class="part">This page is an overview. <a href="#pages">Further pages</a> have every finding of every cluster, with its evidence. Keep the pages in one folder.</p>

                """);
        }
        else
        {
            html.Write($"""
                <p class="part">This page is an overview of {view.Report.Summaries.Length} clusters. Every finding and its evidence are in <code>report.json</code>, and in the pages of the format <code>pages</code>: <code>--format pages</code> on the command line, or the report’s file <code>pages</code> from a server.</p>

                """);
        }
    }
}
