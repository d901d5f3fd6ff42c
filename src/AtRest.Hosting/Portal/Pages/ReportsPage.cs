using System.Globalization;
using AtRest.Core.Audits;
using AtRest.Core.Inventory;
using AtRest.Hosting.Api.Problems;
using AtRest.Hosting.Api.Routes;
using AtRest.Hosting.Portal.Texts;
using AtRest.Hosting.Portal.Writing;
using AtRest.Hosting.Reports;
using AtRest.Reports;
using AtRest.Reports.Html.Sections;
using AtRest.Reports.Html.Writing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AtRest.Hosting.Portal.Pages;

/// <summary>The reports of an organization, and each with its files.</summary>
internal sealed class ReportsPage(IReportCatalog reports, ReportFiles files)
{
    private const int PageSize = 50;
    private const string BeforeParameter = "before";

    /// <summary>The newest report about the whole organization first, then all, the newest first.</summary>
    public async Task ListAsync(HttpContext context, Organization organization)
    {
        var before = context.Request.Query[BeforeParameter] is [{ } id] && PathIds.IsUuid(id) ? id : null;
        if (await reports.ListAsync(organization.Id, before, PageSize, context.RequestAborted) is not { } page)
        {
            await Answers.ProblemAsync(context, Problem.NotFound);
            return;
        }

        var whole = before is null ? await reports.LatestAsync(organization.Id, LatestOf.Organization, context.RequestAborted) : null;
        await PortalPage.SendAsync(context, new PageFrame(Words.Of("reports.title")) { Organization = organization, Part = PortalPaths.Reports }, html =>
        {
            if (page.Reports.IsEmpty)
            {
                html.Write($"<p>{Words.Of("overview.nothing")}</p>\n");
                return;
            }

            if (before is null)
            {
                html.Write($"<h2>{Words.Of("reports.newestWhole")}</h2>\n");
                if (whole is null)
                {
                    html.Write($"<p>{Words.Of("reports.noWhole")}</p>\n");
                }
                else
                {
                    WriteTable(html, [whole]);
                }
            }

            html.Write($"<h2>{Words.Of("reports.all")}</h2>\n");
            WriteTable(html, page.Reports);
            var path = PortalPaths.Of(PortalPaths.Reports, organization.Id);
            if (before is not null || page.HasMore)
            {
                Parts.WritePager(html, before is null ? null : path, page.HasMore ? $"{path}?{BeforeParameter}={page.Reports[^1].ReportId}" : null, Words.Count("count.reports", page.Reports.Length));
            }
        });
    }

    public async Task ShowAsync(HttpContext context, Organization organization)
    {
        if (await FindAsync(context, organization) is not { } entry)
        {
            await Answers.ProblemAsync(context, Problem.NotFound);
            return;
        }

        var frame = new PageFrame(Words.Of("report.title", Labels.Day(entry.GeneratedAt)))
        {
            Organization = organization,
            Part = PortalPaths.Reports,
            Above = (Words.Of("reports.title"), PortalPaths.Of(PortalPaths.Reports, organization.Id)),
        };
        await PortalPage.SendAsync(context, frame, html =>
        {
            if (entry.Scope == ReportScope.Clusters)
            {
                html.Write($"<p class=\"part\">{Words.Count("report.leftOut", entry.LeftOut)}</p>\n");
            }

            Parts.WriteVerdict(html, entry);
            html.Write($"""
                <dl class="facts">
                <div><dt>{Words.Of("report.id")}</dt><dd><code>{entry.ReportId}</code></dd></div>
                <div><dt>{Words.Of("report.cause")}</dt><dd>{entry.Detail ?? Words.Of($"cause.{entry.Cause}")}</dd></div>
                <div><dt>{Words.Of("report.changes")}</dt><dd>{(entry.PreviousReportId is null ? Words.Of("report.noPrevious") : Words.Count("count.changes", entry.Changes))}</dd></div>
                <div><dt>{Words.Of("report.signature")}</dt><dd>{Words.Of(entry.Signature is null ? "report.notSigned" : "report.signed")}</dd></div>
                </dl>
                <h2>{Words.Of("report.files")}</h2>
                <table class="stack files">
                <thead><tr><th scope="col">{Words.Of("file.format")}</th><th scope="col">{Words.Of("file.size")}</th><th scope="col">SHA-256</th></tr></thead>
                <tbody>

                """);
            foreach (var file in entry.Downloads)
            {
                html.Write($"""
                    <tr><th scope="row"><a href="{PortalPaths.Of(PortalPaths.ReportFile, organization.Id, entry.ReportId, file.Format)}" download>{file.Format}</a> <span class="note">{file.FileName}</span></th><td data-label="{Words.Of("file.size")}">{SizeOf(file.Length)}</td><td data-label="SHA-256"><code>{file.Sha256}</code></td></tr>

                    """);
            }

            html.Write($"</tbody>\n</table>\n<p class=\"note\">{Words.Of("report.verify")}</p>\n");
            WriteOtherFormats(html, organization, entry);
        });
    }

    /// <summary>The formats that are rendered when they are requested, as in the API.</summary>
    private void WriteOtherFormats(HtmlWriter html, Organization organization, ReportEntry entry)
    {
        html.Write($"<h2>{Words.Of("report.otherFormats")}</h2>\n<p>{Words.Of("report.otherAbout")}</p>\n<ul>\n");
        foreach (var format in files.FormatsOf(entry).Except(entry.Downloads.Select(file => file.Format)))
        {
            html.Write($"""
                <li><a href="{PortalPaths.Of(PortalPaths.ReportFile, organization.Id, entry.ReportId, format)}" download>{format}</a></li>

                """);
        }

        html.Write($"</ul>\n");
    }

    /// <summary>Sends a file, as the API does.</summary>
    public async Task DownloadAsync(HttpContext context, Organization organization)
    {
        if (await FindAsync(context, organization) is not { } entry)
        {
            await Answers.ProblemAsync(context, Problem.NotFound);
            return;
        }

        var (file, problem) = await files.FindAsync(context, entry, context.GetRouteValue("format") as string ?? "");
        await (file is null ? Answers.ProblemAsync(context, problem!) : files.SendAsync(context, entry, file));
    }

    private Task<ReportEntry?> FindAsync(HttpContext context, Organization organization) => context.GetRouteValue("report") is string id && PathIds.IsUuid(id)
        ? reports.FindAsync(organization.Id, id, context.RequestAborted)
        : Task.FromResult<ReportEntry?>(null);

    private static void WriteTable(HtmlWriter html, IEnumerable<ReportEntry> entries)
    {
        html.Write($"""
            <table class="stack">
            <thead><tr><th scope="col">{Words.Of("column.report")}</th><th scope="col">{Words.Of("column.verdict")}</th><th scope="col">{Words.Of("column.scope")}</th><th scope="col">{Words.Of("report.signature")}</th></tr></thead>
            <tbody>

            """);
        foreach (var entry in entries)
        {
            html.Write($"""
                <tr><th scope="row"><a href="{PortalPaths.Of(PortalPaths.Report, entry.OrganizationId, entry.ReportId)}">{Labels.ShortMoment(entry.GeneratedAt)}</a></th><td data-label="{Words.Of("column.verdict")}">
                """);
            Badge.Write(html, entry.Verdict);
            html.Write($"""
                </td><td data-label="{Words.Of("column.scope")}"><span>{Words.Count("count.clusters", entry.Clusters.Total)}
                """);
            if (entry.Scope == ReportScope.Clusters)
            {
                html.Write($" <span class=\"tag\">{Words.Of("report.partial")}</span>");
            }

            html.Write($"""
                </span></td><td data-label="{Words.Of("report.signature")}">{Words.Of(entry.Signature is null ? "report.notSigned" : "report.signed")}</td></tr>

                """);
        }

        html.Write($"</tbody>\n</table>\n");
    }

    private static string SizeOf(long bytes) => bytes switch
    {
        < 1024 => string.Create(CultureInfo.InvariantCulture, $"{bytes} B"),
        < 1024 * 1024 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:0.0} KB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / (1024.0 * 1024):0.0} MB"),
    };
}
