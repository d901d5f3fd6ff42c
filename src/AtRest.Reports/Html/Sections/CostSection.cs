using System.Collections.Immutable;
using AtRest.Core.Audits;
using AtRest.Core.Costs;
using AtRest.Reports.Html.Writing;

namespace AtRest.Reports.Html.Sections;

/// <summary>What the keys and the audits cost: of the organization, and of a cluster.</summary>
internal static class CostSection
{
    public static void Write(HtmlWriter html, AuditReport report)
    {
        if (report.Costs is { } costs)
        {
            Write(html, costs);
        }
    }

    public static void Write(HtmlWriter html, OrganizationCosts costs)
    {
        html.Write($"""
            <section id="costs" aria-labelledby="costs-title">
            <h2 id="costs-title">{CostWords.Title}</h2>
            <p>{CostWords.Introduction}</p>
            <p><strong>{CostWords.TotalOf(costs)}</strong></p>

            """);
        WriteTable(html, costs.Parts);
        WriteUnknown(html, costs.Unknown);
        WriteAccounts(html, costs.Accounts);
        html.Write($"</section>\n");
    }

    /// <summary>The keys of a cluster; nothing if the report has no costs.</summary>
    public static void Write(HtmlWriter html, AuditReport report, ClusterAudit audit)
    {
        if (report.Costs is null)
        {
            return;
        }

        if (CostWords.WithoutKey(audit) is { } sentence)
        {
            html.Write($"<h4>{CostWords.Title}</h4>\n<p>{sentence}</p>\n");
        }

        if (audit.Costs.IsEmpty)
        {
            return;
        }

        html.Write($"""
            <h4>{CostWords.Title}</h4>
            <table class="stack">
            <thead><tr><th scope="col">Key</th><th scope="col">Cost</th><th scope="col">Parts</th></tr></thead>
            <tbody>

            """);
        foreach (var key in audit.Costs)
        {
            html.Write($"""
                <tr><th scope="row"><code>{key.Key}</code></th><td data-label="Cost">{CostWords.TotalOf(key)}</td><td data-label="Parts" class="text"><div>
                """);
            foreach (var part in key.Parts)
            {
                html.Write($"""
                    <p>{part.What}, {CostWords.QuantityOf(part)}: {CostWords.Of(part.Cost)} <span class="note">{part.Note}</span></p>
                    """);
            }

            foreach (var remark in CostWords.RemarksOf(key))
            {
                html.Write($"<p class=\"note\">{remark}</p>");
            }

            html.Write($"</div></td></tr>\n");
        }

        html.Write($"</tbody>\n</table>\n");
    }

    private static void WriteTable(HtmlWriter html, ImmutableArray<CostPart> parts)
    {
        if (parts.IsEmpty)
        {
            return;
        }

        html.Write($"""
            <table class="stack">
            <thead><tr><th scope="col">For</th><th scope="col">Units</th><th scope="col">Price</th><th scope="col">Cost</th><th scope="col">Remark</th></tr></thead>
            <tbody>

            """);
        foreach (var part in parts)
        {
            html.Write($"""
                <tr><th scope="row">{part.What}</th><td data-label="Units">{CostWords.QuantityOf(part)}</td><td data-label="Price"><a class="source" rel="noopener noreferrer" href="{part.Price.Source}">{CostWords.Of(part.Price)}</a></td><td data-label="Cost">{CostWords.Of(part.Cost)}</td><td data-label="Remark" class="text">{part.Note ?? "–"}</td></tr>

                """);
        }

        html.Write($"</tbody>\n</table>\n");
    }

    private static void WriteAccounts(HtmlWriter html, ImmutableArray<AccountRequests> accounts)
    {
        if (accounts.IsEmpty)
        {
            return;
        }

        html.Write($"""
            <h3>{CostWords.AccountsTitle}</h3>
            <p>{CostWords.AccountsIntroduction}</p>
            <table class="stack">
            <thead><tr><th scope="col">Account</th><th scope="col">Requests</th><th scope="col">By Region</th><th scope="col">Price</th><th scope="col">Cost</th></tr></thead>
            <tbody>

            """);
        foreach (var account in accounts)
        {
            var price = PriceList.Of(account.PriceId);
            html.Write($"""
                <tr><th scope="row">{account.AccountId}</th><td data-label="Requests">{CostWords.RequestsOf(account)}</td><td data-label="By Region" class="text"><div>
                """);
            foreach (var region in CostWords.RegionsOf(account))
            {
                html.Write($"<p>{region}</p>");
            }

            html.Write($"""
                </div></td><td data-label="Price"><a class="source" rel="noopener noreferrer" href="{price.Source}">{CostWords.Of(price)}</a></td><td data-label="Cost">{CostWords.Of(account.Cost)}</td></tr>

                """);
        }

        html.Write($"</tbody>\n</table>\n");
    }

    private static void WriteUnknown(HtmlWriter html, ImmutableArray<string> unknown)
    {
        if (unknown.IsEmpty)
        {
            return;
        }

        html.Write($"<p>Not in the sum:</p>\n<ul>\n");
        foreach (var sentence in unknown)
        {
            html.Write($"<li>{sentence}</li>\n");
        }

        html.Write($"</ul>\n");
    }
}
