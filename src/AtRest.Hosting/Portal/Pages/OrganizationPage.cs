using AtRest.Core.Inventory;
using AtRest.Hosting.Portal.Texts;
using AtRest.Hosting.Portal.Writing;
using AtRest.Hosting.Reports;
using AtRest.Hosting.Reports.Details;
using AtRest.Reports;
using AtRest.Reports.Html.Sections;
using AtRest.Reports.Html.Writing;
using Microsoft.AspNetCore.Http;

namespace AtRest.Hosting.Portal.Pages;

/// <summary>An organization at a glance: the verdict, what needs action first, the next dates, the trend, and the costs.</summary>
internal sealed class OrganizationPage(IReportCatalog reports, ReportDetails details)
{
    private const int ActionsShown = 5;
    private const int DatesShown = 10;

    public async Task ShowAsync(HttpContext context, Organization organization)
    {
        var entry = await reports.LatestAsync(organization.Id, LatestOf.Organization, context.RequestAborted) ?? await reports.LatestAsync(organization.Id, LatestOf.Any, context.RequestAborted);
        var overview = entry is null ? null : await details.OverviewAsync(entry, context.RequestAborted);
        await PortalPage.SendAsync(context, new PageFrame(Words.Of("overview.title")) { Organization = organization, Part = PortalPaths.Organization }, html =>
        {
            if (entry is null)
            {
                html.Write($"<p>{Words.Of("overview.nothing")}</p>\n");
                AuditPage.WriteStartForm(html, context, organization, cluster: null);
                return;
            }

            Parts.WriteVerdict(html, entry);
            html.Write($"""
                <p class="actions"><a class="button" href="{PortalPaths.Of(PortalPaths.Report, organization.Id, entry.ReportId)}">{Words.Of("overview.report")}</a></p>

                """);
            AuditPage.WriteStartForm(html, context, organization, cluster: null);
            if (overview is null)
            {
                html.Write($"<p class=\"note\">{Words.Of("details.none")}</p>\n");
                return;
            }

            WriteActions(html, organization, overview);
            WriteDates(html, organization, overview);
            html.Write($"""
                <section aria-labelledby="trend">
                <h2 id="trend">{Words.Of("overview.trend")}</h2>

                """);
            TrendSection.WriteTrend(html, overview.Trend);
            html.Write($"</section>\n");
            if (overview.Costs is { } costs)
            {
                CostSection.Write(html, costs);
            }
        });
    }

    private static void WriteActions(HtmlWriter html, Organization organization, ReportOverview overview)
    {
        html.Write($"""
            <section aria-labelledby="actions">
            <h2 id="actions">{Words.Of("overview.actions")}</h2>

            """);
        if (overview.Actions.IsEmpty)
        {
            html.Write($"<p>{Words.Of("overview.noActions")}</p>\n");
        }

        foreach (var action in overview.Actions.Take(ActionsShown))
        {
            Parts.WriteFinding(html, action.Finding, _ => WriteClusters(html, organization, action));
        }

        if (overview.ActionCount > ActionsShown)
        {
            html.Write($"""
                <p class="note">{Words.Count("overview.more", overview.ActionCount - ActionsShown)} <a href="{PortalPaths.Of(PortalPaths.Clusters, organization.Id)}">{Words.Of("clusters.title")}</a></p>

                """);
        }

        html.Write($"</section>\n");
    }

    private static void WriteClusters(HtmlWriter html, Organization organization, ActionDetail action)
    {
        if (action.Examples.IsEmpty)
        {
            return;
        }

        html.Write($"<div><dt>{Words.Of("clusters.title")}</dt><dd><ul class=\"inline\">");
        foreach (var cluster in action.Examples)
        {
            html.Write($"""
                <li><a href="{PortalPaths.Of(PortalPaths.Cluster, organization.Id, cluster.Id)}">{cluster.Name}</a></li>
                """);
        }

        if (action.Clusters > action.Examples.Length)
        {
            html.Write($"""
                <li><a href="{PortalPaths.Of(PortalPaths.Clusters, organization.Id)}?rule={action.Finding.RuleId}">{Words.Count("overview.moreClusters", action.Clusters - action.Examples.Length)}</a></li>
                """);
        }

        html.Write($"</ul></dd></div>\n");
    }

    private static void WriteDates(HtmlWriter html, Organization organization, ReportOverview overview)
    {
        html.Write($"""
            <section aria-labelledby="dates">
            <h2 id="dates">{Words.Of("overview.dates")}</h2>

            """);
        if (overview.Dates.IsEmpty)
        {
            html.Write($"<p>{Words.Of("overview.noDates")}</p>\n</section>\n");
            return;
        }

        html.Write($"""
            <table class="stack">
            <thead><tr><th scope="col">{Words.Of("dates.day")}</th><th scope="col">{Words.Of("dates.what")}</th><th scope="col">{Words.Of("column.cluster")}</th><th scope="col">{Words.Of("dates.subject")}</th></tr></thead>
            <tbody>

            """);
        foreach (var date in overview.Dates.Take(DatesShown))
        {
            html.Write($"""
                <tr><th scope="row">{Labels.Day(date.At)}</th><td data-label="{Words.Of("dates.what")}">{WordOf(date.Kind)}</td><td data-label="{Words.Of("column.cluster")}"><a href="{PortalPaths.Of(PortalPaths.Cluster, organization.Id, date.Cluster.Id)}">{date.Cluster.Name}</a></td><td data-label="{Words.Of("dates.subject")}"><code>{date.Subject}</code></td></tr>

                """);
        }

        html.Write($"</tbody>\n</table>\n</section>\n");
    }

    private static string WordOf(DateKind kind) => kind switch
    {
        DateKind.Deletion => Words.Of("dates.deletion"),
        DateKind.MaterialExpiry => Words.Of("dates.materialExpiry"),
        DateKind.WaiverEnd => Words.Of("dates.waiverEnd"),
        DateKind.Rotation => Words.Of("dates.rotation"),
        DateKind.CertificateEnd => Words.Of("dates.certificateEnd"),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
