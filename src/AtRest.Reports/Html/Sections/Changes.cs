using AtRest.Core.Audits;
using AtRest.Core.Audits.History;
using AtRest.Reports.Html.Writing;

namespace AtRest.Reports.Html.Sections;

/// <summary>The differences from the previous report; nothing if there is none.</summary>
internal static class Changes
{
    public static bool AreKnown(AuditReport report) => report.PreviousReportId is not null;

    public static void Write(HtmlWriter html, ReportView view)
    {
        var report = view.Report;
        if (!AreKnown(report))
        {
            return;
        }

        html.Write($"""
            <section id="changes" aria-labelledby="changes-title">
            <h2 id="changes-title">What changed</h2>
            <p>{(report.Changes.IsEmpty ? "Nothing has changed since" : "Compared with")} the report of {Since(report)} (<code>{report.PreviousReportId}</code>).{(report.LeftOut.IsEmpty ? "" : " Only the clusters of this audit are compared.")}</p>

            """);
        foreach (var group in report.Changes.Where(change => change.Kind != ChangeKind.KeyPolicy).GroupBy(change => change.Kind))
        {
            WriteTable(html, view, group.Key, [.. group]);
        }

        PolicyChanges.Write(html, view, [.. report.Changes.Where(change => change.Kind == ChangeKind.KeyPolicy)]);
        html.Write($"</section>\n");
    }

    private static string Since(AuditReport report) => report.PreviousGeneratedAt is { } moment ? Labels.Moment(moment) : "before";

    private static void WriteTable(HtmlWriter html, ReportView view, ChangeKind kind, List<ReportChange> changes)
    {
        html.Write($"""
            <h3>{Labels.Of(kind)} <span class="tally">{changes.Count}</span></h3>
            <table class="stack changes">
            <thead><tr><th scope="col">Cluster</th><th scope="col">Before</th><th scope="col">Now</th><th scope="col">What happened</th></tr></thead>
            <tbody>

            """);
        foreach (var change in changes.Take(view.Links.Most))
        {
            html.Write($"""
                <tr><th scope="row">
                """);
            WriteCluster(html, view, change);
            html.Write($"""
                </th><td data-label="Before">
                """);
            WriteState(html, change.Before);
            html.Write($"""
                </td><td data-label="Now">
                """);
            WriteState(html, change.After);
            html.Write($"""
                </td><td data-label="Change"><span>{change.Message}
                """);
            if (change.Resource is not null)
            {
                html.Write($"""
                    <br><code>{change.Resource}</code>
                    """);
            }

            html.Write($"</span></td></tr>\n");
        }

        html.Write($"</tbody>\n</table>\n");
        ClusterName.WriteMore(html, changes.Count, view.Links.Most);
    }

    private static void WriteCluster(HtmlWriter html, ReportView view, ReportChange change)
    {
        if (change.Cluster is null)
        {
            html.Write($"Organization");
        }
        else if (view.ClusterNumber(change.Cluster) is { } number)
        {
            ClusterName.Write(html, view, number);
        }
        else
        {
            html.Write($"<code>{change.Cluster}</code>");
        }
    }

    private static void WriteState(HtmlWriter html, string? word)
    {
        if (word is null)
        {
            html.Write($"–");
        }
        else
        {
            Badge.WriteState(html, word);
        }
    }
}
