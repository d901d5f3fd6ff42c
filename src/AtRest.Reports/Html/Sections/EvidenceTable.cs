using AtRest.Core.Audits;
using AtRest.Reports.Html.Writing;

namespace AtRest.Reports.Html.Sections;

/// <summary>The appendix that findings link to: each call once.</summary>
internal static class EvidenceTable
{
    private const int RowsPerFlush = 500;

    public static async Task WriteAsync(HtmlWriter html, AuditReport report, CancellationToken cancellationToken)
    {
        html.Write($"""
            <section id="evidence" aria-labelledby="evidence-title">
            <h2 id="evidence-title">Evidence</h2>

            """);
        if (report.Evidence.Count == 0)
        {
            html.Write($"<p>No evidence was collected from a cloud.</p>\n</section>\n");
            return;
        }

        html.Write($"""
            <p>Each call that this report is based on, listed once. The SHA-256 is the hash of what was read. On a screen, it is shortened until you select the entry’s ID. Copying always copies the full value.</p>
            <table class="stack evidence">
            <thead><tr><th scope="col">ID</th><th scope="col">Call and resource</th><th scope="col">Outcome</th><th scope="col">Read at</th><th scope="col">SHA-256</th></tr></thead>
            <tbody>

            """);
        foreach (var (index, entry) in report.Evidence.Index())
        {
            WriteRow(html, entry);
            if (index % RowsPerFlush == RowsPerFlush - 1)
            {
                await html.FlushAsync(cancellationToken);
            }
        }

        html.Write($"</tbody>\n</table>\n</section>\n");
    }

    private static void WriteRow(HtmlWriter html, EvidenceEntry entry)
    {
        html.Write($"""
            <tr id="{entry.Id}"><th scope="row"><a href="#{entry.Id}"><code>{entry.Id}</code></a></th><td data-label="Call"><span><strong>{entry.Source}</strong><br><code>{entry.Resource}</code>
            """);
        if (entry.Detail is not null)
        {
            html.Write($"""
                <br><span class="text">{entry.Detail}</span>
                """);
        }

        html.Write($"""
            </span></td><td data-label="Outcome">
            """);
        Badge.Write(html, entry.Outcome);
        html.Write($"""
            </td><td data-label="Read at">{Labels.ShortMoment(entry.CollectedAt)}</td><td data-label="SHA-256">
            """);
        if (entry.Sha256 is null)
        {
            html.Write($"–");
        }
        else
        {
            html.Write($"""
                <code class="hash">{entry.Sha256}</code>
                """);
        }

        html.Write($"</td></tr>\n");
    }
}
