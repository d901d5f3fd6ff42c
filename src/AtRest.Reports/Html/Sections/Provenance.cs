using AtRest.Core.Audits;
using AtRest.Core.Evidence;
using AtRest.Reports.Html.Writing;

namespace AtRest.Reports.Html.Sections;

/// <summary>The origin of the report: who started it, the period, the inventory, and the identities that AtRest used.</summary>
internal static class Provenance
{
    private const string NotRecorded = "not recorded";

    public static void Write(HtmlWriter html, AuditReport report)
    {
        html.Write($"""
            <section id="provenance" aria-labelledby="provenance-title">
            <h2 id="provenance-title">Where this report comes from</h2>
            <dl class="facts">
            <div><dt>Ordered by</dt><dd>{OrdererOf(report)}</dd></div>

            """);
        if (report.OrderedBy?.Detail is { } detail)
        {
            html.Write($"""
                <div class="wide"><dt>Cause</dt><dd>{detail}</dd></div>

                """);
        }

        html.Write($"""
            <div class="wide"><dt>Period</dt><dd>{PeriodOf(report)}</dd></div>
            <div class="wide"><dt>SHA-256 of the inventory</dt><dd><code>{report.InventorySha256 ?? NotRecorded}</code></dd></div>
            </dl>

            """);
        WriteReaders(html, report);
        html.Write($"</section>\n");
    }

    /// <summary>Who started the audit, and how.</summary>
    public static string OrdererOf(AuditReport report) => report.OrderedBy switch
    {
        null => NotRecorded,
        { Name: { } name } orderer => $"{name} ({Labels.Of(orderer.Cause)})",
        { Cause: var cause } => Labels.Of(cause),
    };

    private static string PeriodOf(AuditReport report)
    {
        var period = report.Period;
        var read = period is { ReadFrom: { } first, ReadUntil: { } last }
            ? $"One point in time: the state that AtRest read from {Labels.Moment(first)} to {Labels.Moment(last)}."
            : $"One point in time: {Labels.Moment(period.Moment)}. Nothing was read from a cloud.";
        return $"{read} The audit also checked whether the record of key use is kept for {Labels.Count(report.Parameters.RetentionDays, "day", "days")}, that is, since {Labels.Day(period.RecordsSince)}. The report does not show what happened in that time.";
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
