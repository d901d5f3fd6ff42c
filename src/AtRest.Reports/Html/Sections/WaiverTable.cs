using AtRest.Core.Audits;
using AtRest.Core.Rules;
using AtRest.Reports.Html.Writing;

namespace AtRest.Reports.Html.Sections;

/// <summary>Every waiver of the organization and its state.</summary>
internal static class WaiverTable
{
    public static void Write(HtmlWriter html, ReportView view)
    {
        html.Write($"""
            <section id="waivers" aria-labelledby="waivers-title">
            <h2 id="waivers-title">Waivers</h2>
            <p>A waiver accepts the failure of one rule for one cluster until its last day. An expired waiver no longer applies. An unused waiver matches no failure of this audit.</p>

            """);
        if (view.Report.Waivers.IsEmpty)
        {
            html.Write($"<p>No waiver was declared.</p>\n");
        }
        else
        {
            WriteTable(html, view);
        }

        WriteFindings(html, view);
        html.Write($"</section>\n");
    }

    /// <summary>The findings of the rules about waivers: cards for those that need action, as in clusters.</summary>
    private static void WriteFindings(HtmlWriter html, ReportView view)
    {
        var context = new FindingContext(view, Cluster: null);
        var loud = view.Report.Findings.Where(finding => finding.Status is FindingStatus.Fail or FindingStatus.Unknown).ToList();
        foreach (var finding in loud.Take(view.Links.Most))
        {
            FindingCard.Write(html, context, finding);
        }

        ClusterName.WriteMore(html, loud.Count, view.Links.Most);
        QuietFindings.Write(html, context, "passed", [.. view.Report.Findings.Where(finding => finding.Status == FindingStatus.Pass).Take(view.Links.Most)]);
        QuietFindings.Write(html, context, "not applicable", [.. view.Report.Findings.Where(finding => finding.Status == FindingStatus.NotApplicable).Take(view.Links.Most)]);
    }

    private static void WriteTable(HtmlWriter html, ReportView view)
    {
        html.Write($"""
            <table class="stack waivers">
            <thead><tr><th scope="col">Rule</th><th scope="col">State</th><th scope="col">Cluster</th><th scope="col">Reason</th><th scope="col">Owner</th><th scope="col">Approved by</th><th scope="col">Last day</th></tr></thead>
            <tbody>

            """);
        foreach (var use in view.Report.Waivers.Take(view.Links.Most))
        {
            WriteRow(html, view, use);
        }

        html.Write($"</tbody>\n</table>\n");
        ClusterName.WriteMore(html, view.Report.Waivers.Length, view.Links.Most);
    }

    private static void WriteRow(HtmlWriter html, ReportView view, WaiverUse use)
    {
        var waiver = use.Waiver;
        html.Write($"""
            <tr><th scope="row">{waiver.Rule}</th><td data-label="State">
            """);
        Badge.Write(html, use.State);
        html.Write($"""
            </td><td data-label="Cluster">
            """);
        if (view.ClusterNumber(waiver.Cluster) is { } number)
        {
            ClusterName.Write(html, view, number);
        }
        else
        {
            html.Write($"<code>{waiver.Cluster}</code>");
        }

        html.Write($"""
            </td><td data-label="Reason" class="text">{waiver.Reason}</td><td data-label="Owner">{waiver.Owner}</td><td data-label="Approved by">{waiver.ApprovedBy}</td><td data-label="Last day">{Labels.Day(waiver.Expires)}</td></tr>

            """);
    }
}
