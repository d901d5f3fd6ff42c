using AtRest.Core.Audits;
using AtRest.Core.Inventory;
using AtRest.Hosting.Api.Routes;
using AtRest.Hosting.Portal.Texts;
using AtRest.Hosting.Portal.Writing;
using AtRest.Hosting.Reports.Details;
using AtRest.Reports;
using AtRest.Reports.Html.Sections;
using AtRest.Reports.Html.Writing;
using Microsoft.AspNetCore.Http;

namespace AtRest.Hosting.Portal.Pages;

/// <summary>The declared waivers, with their state in the newest report about the whole organization.</summary>
internal sealed class WaiversPage(DeclaredWaivers waivers)
{
    public async Task ShowAsync(HttpContext context, Organization organization)
    {
        var list = await waivers.ListAsync(organization, context.RequestAborted);
        await PortalPage.SendAsync(context, new PageFrame(Words.Of("waivers.title")) { Organization = organization, Part = PortalPaths.Waivers }, html =>
        {
            html.Write($"<p>{Words.Of("waivers.about")}</p>\n");
            if (list.IsEmpty)
            {
                html.Write($"<p>{Words.Of("waivers.none")}</p>\n");
                return;
            }

            html.Write($"""
                <table class="stack waivers">
                <thead><tr><th scope="col">{Words.Of("rules.rule")}</th><th scope="col">{Words.Of("column.cluster")}</th><th scope="col">{Words.Of("waivers.reason")}</th><th scope="col">{Words.Of("waivers.people")}</th><th scope="col">{Words.Of("waivers.until")}</th><th scope="col">{Words.Of("waivers.state")}</th></tr></thead>
                <tbody>

                """);
            foreach (var (waiver, state) in list)
            {
                WriteRow(html, organization, waiver, state);
            }

            html.Write($"</tbody>\n</table>\n");
        });
    }

    private static void WriteRow(HtmlWriter html, Organization organization, Waiver waiver, WaiverState? state)
    {
        html.Write($"""
            <tr><th scope="row"><a href="{PortalPaths.Of(PortalPaths.Rule, waiver.Rule)}">{waiver.Rule}</a></th><td data-label="{Words.Of("column.cluster")}"><a href="{PortalPaths.Of(PortalPaths.Cluster, organization.Id, waiver.Cluster)}">{Declared.Find(organization, waiver.Cluster)?.Name ?? waiver.Cluster}</a></td><td data-label="{Words.Of("waivers.reason")}">{waiver.Reason}</td><td data-label="{Words.Of("waivers.people")}">{Words.Of("waivers.peopleOf", waiver.Owner, waiver.ApprovedBy)}</td><td data-label="{Words.Of("waivers.until")}">{Labels.Day(waiver.Expires)}</td><td data-label="{Words.Of("waivers.state")}">
            """);
        if (state is { } known)
        {
            Badge.Write(html, known);
        }
        else
        {
            html.Write($"<span>{Words.Of("waivers.unknown")}</span>");
        }

        html.Write($"</td></tr>\n");
    }
}
