using AtRest.Core.Audits;
using AtRest.Reports.Html.Writing;

namespace AtRest.Reports.Html.Sections;

/// <summary>All clusters on a few lines, in the report's order: clusters that need action come first.</summary>
internal static class ClusterTable
{
    public static void Write(HtmlWriter html, AuditReport report)
    {
        html.Write($"""
            <section id="clusters" aria-labelledby="clusters-title">
            <h2 id="clusters-title">Clusters</h2>

            """);
        if (report.Summaries.IsEmpty)
        {
            html.Write($"<p>No cluster was audited.</p>\n</section>\n");
            return;
        }

        html.Write($"""
            <p>Those that need action come first. A name leads to the cluster’s details.</p>
            <table class="stack">
            <thead><tr><th scope="col">Cluster</th><th scope="col">Verdict</th><th scope="col">Declared encryption</th><th scope="col">Hosted in</th><th scope="col">Open failures</th><th scope="col">Not judged</th><th scope="col">Waived</th></tr></thead>
            <tbody>

            """);
        for (var index = 0; index < report.Summaries.Length; index++)
        {
            WriteRow(html, index + 1, report.Summaries[index]);
        }

        html.Write($"</tbody>\n</table>\n</section>\n");
    }

    private static void WriteRow(HtmlWriter html, int number, ClusterSummary audit)
    {
        var cluster = audit.Cluster;
        html.Write($"""
            <tr><th scope="row"><a href="#cluster-{number}"><bdi>{cluster.Name}</bdi></a>
            """);
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
            </span></td><td data-label="Open failures">{OpenFailures(audit)}</td><td data-label="Not judged">{Number(audit.Unknown)}</td><td data-label="Waived">{Number(audit.WaivedFailures)}</td></tr>

            """);
    }

    private static string OpenFailures(ClusterSummary audit)
    {
        var counts = audit.Counts.Where(count => count.IsOpenFailure)
            .GroupBy(count => count.Severity)
            .OrderBy(group => group.Key)
            .Select(group => $"{group.Sum(count => count.Number)} {Labels.Of(group.Key).ToLowerInvariant()}")
            .ToList();
        return counts.Count == 0 ? "–" : string.Join(", ", counts);
    }

    private static string Number(int count) => count == 0 ? "–" : count.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
