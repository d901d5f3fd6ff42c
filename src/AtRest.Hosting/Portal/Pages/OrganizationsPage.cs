using System.Collections.Immutable;
using System.Globalization;
using AtRest.Core.Audits;
using AtRest.Core.Inventory;
using AtRest.Hosting.Api.Authentication;
using AtRest.Hosting.Portal.Texts;
using AtRest.Hosting.Portal.Writing;
using AtRest.Hosting.Reports;
using AtRest.Reports;
using AtRest.Reports.Html.Sections;
using AtRest.Reports.Html.Writing;
using Microsoft.AspNetCore.Http;

namespace AtRest.Hosting.Portal.Pages;

/// <summary>The organizations that a person can see; for operators all of the inventory, as an overview of the fleet.</summary>
internal sealed class OrganizationsPage(FleetOverview fleet)
{
    private const int PageSize = 50;
    private const string PageParameter = "page";

    public async Task ShowAsync(HttpContext context)
    {
        var caller = context.Features.Get<Caller>()!;
        var organizations = await fleet.OrganizationsAsync(caller, context.RequestAborted);
        var page = Math.Clamp(int.TryParse(context.Request.Query[PageParameter], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 1, 1, Math.Max(1, (organizations.Length + PageSize - 1) / PageSize));
        var shown = await fleet.WithReportsAsync([.. organizations.Skip((page - 1) * PageSize).Take(PageSize)], context.RequestAborted);
        await PortalPage.SendAsync(context, new PageFrame(caller.IsOperator ? Words.Of("organizations.fleet") : Words.Of("organizations.title")), html =>
        {
            html.Write($"<p>{Words.Count("count.organizations", organizations.Length)}, {Words.Count("count.clusters", organizations.Sum(organization => organization.Clusters.Length))}.</p>\n");
            if (shown.IsEmpty)
            {
                return;
            }

            WriteVerdicts(html, shown);
            html.Write($"""
                <table class="stack">
                <thead><tr><th scope="col">{Words.Of("organizations.name")}</th><th scope="col">{Words.Of("column.verdict")}</th><th scope="col">{Words.Of("column.clusters")}</th><th scope="col">{Words.Of("column.report")}</th></tr></thead>
                <tbody>

                """);
            foreach (var (organization, entry) in shown)
            {
                WriteRow(html, organization, entry);
            }

            html.Write($"</tbody>\n</table>\n");
            if (organizations.Length > PageSize)
            {
                Parts.WritePager(html, page > 1 ? AddressOf(page - 1) : null, page * PageSize < organizations.Length ? AddressOf(page + 1) : null, Words.Of("pager.where", ((page - 1) * PageSize) + 1, ((page - 1) * PageSize) + shown.Length, organizations.Length));
            }
        });
    }

    private static void WriteVerdicts(HtmlWriter html, ImmutableArray<FleetEntry> shown)
    {
        html.Write($"<p class=\"tally\">");
        foreach (var verdict in new[] { Verdict.NonCompliant, Verdict.Indeterminate, Verdict.Compliant })
        {
            Badge.Write(html, verdict);
            html.Write($" {shown.Count(entry => entry.Report?.Verdict == verdict)} ");
        }

        html.Write($"{Words.Of("organizations.noReport", shown.Count(entry => entry.Report is null))}</p>\n");
    }

    private static void WriteRow(HtmlWriter html, Organization organization, ReportEntry? entry)
    {
        html.Write($"""
            <tr><th scope="row"><a href="{PortalPaths.Of(PortalPaths.Organization, organization.Id)}">{organization.Name}</a></th><td data-label="{Words.Of("column.verdict")}">
            """);
        if (entry is null)
        {
            html.Write($"<span>{Words.Of("report.none")}</span>");
        }
        else
        {
            Badge.Write(html, entry.Verdict);
        }

        html.Write($"""
            </td><td data-label="{Words.Of("column.clusters")}">{organization.Clusters.Length}</td><td data-label="{Words.Of("column.report")}">{(entry is null ? "–" : Labels.ShortMoment(entry.GeneratedAt))}</td></tr>

            """);
    }

    private static string AddressOf(int page) => string.Create(CultureInfo.InvariantCulture, $"{PortalPaths.Organizations}?{PageParameter}={page}");
}
