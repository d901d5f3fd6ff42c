using AtRest.Core.Audits;
using AtRest.Reports.Html.Writing;

namespace AtRest.Reports.Html.Sections;

/// <summary>The clusters on a few lines, in the report's order: clusters that need action come first. A page without details shows only those.</summary>
internal static class ClusterTable
{
    public static void Write(HtmlWriter html, ReportView view)
    {
        var summaries = view.Report.Summaries;
        html.Write($"""
            <section id="clusters" aria-labelledby="clusters-title">
            <h2 id="clusters-title">Clusters</h2>

            """);
        if (summaries.IsEmpty)
        {
            html.Write($"<p>No cluster was audited.</p>\n</section>\n");
            return;
        }

        var rows = summaries.Select((summary, index) => (Number: index + 1, Summary: summary));
        if (view.Links.HasDetails)
        {
            html.Write($"<p>Those that need action come first. A name leads to the cluster’s details.</p>\n");
        }
        else
        {
            var needed = rows.Where(row => NeedsAction(row.Summary)).ToList();
            html.Write($"<p>{Introduction(summaries.Length, needed.Count, Math.Min(needed.Count, view.Links.Most))}</p>\n");
            rows = needed.Take(view.Links.Most);
        }

        WriteTable(html, view, [.. rows]);
        if (view.Links.IsIndex)
        {
            PageLists.Write(html, view);
        }

        html.Write($"</section>\n");
    }

    public static void WriteTable(HtmlWriter html, ReportView view, List<(int Number, ClusterSummary Summary)> rows)
    {
        if (rows.Count == 0)
        {
            return;
        }

        html.Write($"""
            <table class="stack">
            <thead><tr><th scope="col">Cluster</th><th scope="col">Verdict</th><th scope="col">Declared encryption</th><th scope="col">Hosted in</th><th scope="col">Open failures</th><th scope="col">Not judged</th><th scope="col">Waived</th></tr></thead>
            <tbody>

            """);
        foreach (var (number, summary) in rows)
        {
            WriteRow(html, view, number, summary);
        }

        html.Write($"</tbody>\n</table>\n");
    }

    /// <summary>It is not compliant, or a recommendation is not followed or could not be judged.</summary>
    private static bool NeedsAction(ClusterSummary summary) => summary.Verdict != Verdict.Compliant || summary.OpenFailures > 0 || summary.Unknown > 0;

    private static string Introduction(int all, int needed, int shown) => needed == 0
        ? $"None of the {all} clusters needs action."
        : $"{needed} of {all} clusters {(needed == 1 ? "needs" : "need")} action{(shown < needed ? $"; the table shows the first {shown}" : "")}. {(all == needed ? "" : $"The other {all - needed} need none: they are compliant, and no check of theirs is open.")}".TrimEnd();

    private static void WriteRow(HtmlWriter html, ReportView view, int number, ClusterSummary audit)
    {
        var cluster = audit.Cluster;
        html.Write($"""
            <tr><th scope="row">
            """);
        ClusterName.Write(html, view, number);
        if (cluster.Stage is not null)
        {
            html.Write($"""
                 <span class="tag">{cluster.Stage}</span>
                """);
        }

        html.Write($"""
            </th><td data-label="Verdict">
            """);
        Badge.Write(html, audit.Verdict);
        html.Write($"""
            </td><td data-label="Declared"><span>{Labels.Of(cluster.Encryption.Type)}
            """);
        if (audit.OtherReportedType is { } reported)
        {
            html.Write($"""
                <br><span class="note">Camunda reports {reported}</span>
                """);
        }

        html.Write($"""
            </span></td><td data-label="Hosted in"><span>{Labels.PlaceOf(audit.Cluster, audit.ReportedProvider, " ")}
            """);
        if (cluster.BackupRegion is not null)
        {
            html.Write($"""
                <br><span class="note">backup {cluster.BackupRegion}</span>
                """);
        }

        html.Write($"""
            </span></td><td data-label="Open failures">{Labels.OpenFailures(audit)}</td><td data-label="Not judged">{Number(audit.Unknown)}</td><td data-label="Waived">{Number(audit.WaivedFailures)}</td></tr>

            """);
    }

    private static string Number(int count) => count == 0 ? "–" : count.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
