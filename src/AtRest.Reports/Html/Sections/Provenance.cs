using AtRest.Core.Audits;
using AtRest.Core.Evidence;
using AtRest.Reports.Html.Writing;

namespace AtRest.Reports.Html.Sections;

/// <summary>The origin of the report: who started it, the period, the inventory, and the identities that AtRest used.</summary>
internal static class Provenance
{
    public static void Write(HtmlWriter html, AuditReport report)
    {
        html.Write($"""
            <section id="provenance" aria-labelledby="provenance-title">
            <h2 id="provenance-title">Where this report comes from</h2>
            <dl class="facts">
            <div><dt>Ordered by</dt><dd>{ProvenanceWords.OrdererOf(report)}</dd></div>

            """);
        if (report.OrderedBy?.Detail is { } detail)
        {
            html.Write($"""
                <div class="wide"><dt>Cause</dt><dd>{detail}</dd></div>

                """);
        }

        html.Write($"""
            <div class="wide"><dt>Period</dt><dd>{ProvenanceWords.PeriodOf(report)}</dd></div>
            <div class="wide"><dt>SHA-256 of the inventory</dt><dd><code>{report.InventorySha256 ?? ProvenanceWords.NotRecorded}</code></dd></div>
            </dl>

            """);
        WriteReaders(html, report);
        html.Write($"</section>\n");
    }

    private static void WriteReaders(HtmlWriter html, AuditReport report)
    {
        if (report.CollectedAs.IsEmpty)
        {
            html.Write($"<p>The identities that read the accounts are not recorded.</p>\n");
            return;
        }

        html.Write($"""
            <table class="stack">
            <thead><tr><th scope="col">Account</th><th scope="col">Read as</th><th scope="col">Told by</th></tr></thead>
            <tbody>

            """);
        foreach (var reader in report.CollectedAs)
        {
            WriteReader(html, reader);
        }

        html.Write($"</tbody>\n</table>\n");
    }

    private static void WriteReader(HtmlWriter html, AccountReader reader)
    {
        html.Write($"""
            <tr><th scope="row">{Labels.OfCloud(reader.Cloud)} <code>{reader.Account}</code></th><td data-label="Read as"><span><code>{reader.Identity ?? "unknown"}</code>
            """);
        if (reader.Detail is { } detail)
        {
            html.Write($"""
                <br><span class="note">{detail}</span>
                """);
        }

        html.Write($"""
            </span></td><td data-label="Told by">{reader.Source}</td></tr>

            """);
    }
}
