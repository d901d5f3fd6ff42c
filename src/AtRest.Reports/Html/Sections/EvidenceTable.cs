using AtRest.Core.Audits;
using AtRest.Reports.Html.Writing;

namespace AtRest.Reports.Html.Sections;

/// <summary>The appendix that findings link to: each call once, those about a resource together.</summary>
internal static class EvidenceTable
{
    private const int RowsPerFlush = 500;

    public static async Task WriteAsync(HtmlWriter html, ReportView view, CancellationToken cancellationToken)
    {
        html.Write($"""
            <section id="evidence" aria-labelledby="evidence-title">
            <h2 id="evidence-title">Evidence</h2>

            """);
        if (view.Evidence.IsEmpty)
        {
            html.Write($"<p>No evidence was collected from a cloud.</p>\n</section>\n");
            return;
        }

        html.Write($"""
            <p>Each call that this page is based on, listed once. The ID is that of <code>report.json</code> and of saved evidence. The SHA-256 is the hash of what was read. On a screen, it is shortened until you point to it, or follow a link to its entry. Copying always copies the full value.</p>
            <table class="checks calls evidence">
            <thead><tr><th scope="col">No.<th scope="col">Call<th scope="col">ID<th scope="col">Read at (UTC)<th scope="col">SHA-256</thead>

            """);
        string? resource = null;
        foreach (var (number, entry) in view.Evidence.Entries)
        {
            if (entry.Resource != resource)
            {
                resource = entry.Resource;
                html.Write($"""
                    <tbody><tr class=about><th colspan=5 scope=rowgroup><code>{resource}</code>

                    """);
            }

            WriteRow(html, number, entry);
            if (number % RowsPerFlush == 0)
            {
                await html.FlushAsync(cancellationToken);
            }
        }

        html.Write($"</table>\n</section>\n");
    }

    private static void WriteRow(HtmlWriter html, int number, EvidenceEntry entry)
    {
        html.Write($"""<tr id=e{number}><th scope=row>{number}<td>""");
        if (entry.Outcome == EvidenceOutcome.Read)
        {
            html.Write($"{entry.Source}");
        }
        else
        {
            html.Write($"<span>{entry.Source} ");
            Badge.Write(html, entry.Outcome);
            if (entry.Detail is not null)
            {
                html.Write($"""
                    <br><span class="text">{entry.Detail}</span>
                    """);
            }

            html.Write($"</span>");
        }

        html.Write($"<td>{entry.Id}<td>{Labels.ShortMoment(entry.CollectedAt)}<td>");
        if (entry.Sha256 is null)
        {
            html.Write($"–\n");
        }
        else
        {
            html.Write($"<code class=hash>{entry.Sha256}</code>\n");
        }
    }
}
