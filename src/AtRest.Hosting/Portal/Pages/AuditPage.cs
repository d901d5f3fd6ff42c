using System.Collections.Immutable;
using System.Globalization;
using AtRest.Core.Audits;
using AtRest.Core.Inventory;
using AtRest.Hosting.Api.Authentication;
using AtRest.Hosting.Api.Problems;
using AtRest.Hosting.Api.RateLimits;
using AtRest.Hosting.Api.Routes;
using AtRest.Hosting.Api.Trail;
using AtRest.Hosting.Audits;
using AtRest.Hosting.Portal.Texts;
using AtRest.Hosting.Portal.Writing;
using AtRest.Reports;
using AtRest.Reports.Html.Writing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace AtRest.Hosting.Portal.Pages;

/// <summary>Starts audits, and shows how far one is.</summary>
internal sealed partial class AuditPage(IAudits audits, AuditBatches batches, CallLimits limits, ClientAddresses addresses, TimeProvider time, ILogger<AuditPage> logger)
{
    private const string ClusterField = "cluster";
    private const string FollowParameter = "follow";
    private const string AfterParameter = "after";
    private const int RefreshSeconds = 3;
    private const int BatchesShown = 50;
    private const int NamesShown = 5;

    /// <summary>The form that starts an audit.</summary>
    /// <param name="html">Receives it.</param>
    /// <param name="context">The request for the page.</param>
    /// <param name="organization">The organization.</param>
    /// <param name="cluster">Null: all clusters.</param>
    public static void WriteStartForm(HtmlWriter html, HttpContext context, Organization organization, Cluster? cluster)
    {
        if (organization.Clusters.IsEmpty)
        {
            return;
        }

        html.Write($"""
            <form class="actions" method="post" action="{PortalPaths.Of(PortalPaths.Audits, organization.Id)}">
            """);
        Forms.WriteToken(html, context);
        if (cluster is not null)
        {
            html.Write($"<input type=\"hidden\" name=\"{ClusterField}\" value=\"{cluster.Id}\">");
        }

        html.Write($"<button type=\"submit\">{Words.Of(cluster is null ? "audit.startAll" : "audit.startOne")}</button></form>\n");
    }

    public async Task StartAsync(HttpContext context, Organization organization)
    {
        var wanted = (await context.Request.ReadFormAsync(context.RequestAborted))[ClusterField];
        Cluster? cluster = null;
        if (wanted.Count > 0 && (wanted.Count > 1 || (cluster = Declared.Find(organization, wanted[0] ?? "")) is null))
        {
            await Answers.ProblemAsync(context, Problem.NotFound);
            return;
        }

        if (limits.OfAudit(organization.Id) is { } wait)
        {
            await Answers.ProblemAsync(context, Problem.TooManyRequests(wait));
            return;
        }

        try
        {
            var order = RequestedAudit.Order(context.Request, nameof(AuditPage), organization, cluster is null ? [] : [cluster.Id], time.GetUtcNow());
            var status = await audits.StartAsync(order, context.RequestAborted);
            TrailNote.OfOwnLine(context);
            LogStarted(order.AuditId, organization.Id, context.Features.Get<Caller>()?.Id, addresses.Of(context));
            await PortalPage.RedirectAsync(context, PortalPaths.Of(PortalPaths.Audit, organization.Id, status.Id));
        }
        catch (UnknownClusterException)
        {
            // The inventory changed in the meantime.
            await Answers.ProblemAsync(context, Problem.NotFound);
        }
    }

    public async Task ShowAsync(HttpContext context, Organization organization)
    {
        var id = context.GetRouteValue("audit") as string ?? "";
        if (!PathIds.IsUuid(id) || await audits.FindAsync(organization.Id, id, context.RequestAborted) is not { } status)
        {
            await Answers.ProblemAsync(context, Problem.NotFound);
            return;
        }

        var given = context.Request.Query[AfterParameter];
        var after = given.Count == 0 ? null : given.ToString();
        if (await batches.ListAsync(organization.Id, id, after, BatchesShown, context.RequestAborted) is not { } page)
        {
            await Answers.ProblemAsync(context, Problem.NotFound);
            return;
        }

        var isOpen = status.State is AuditState.Queued or AuditState.Running;
        // Only for people who want it: a page that changes by itself is in the way of screen readers (https://www.w3.org/TR/WCAG22/#timing-adjustable).
        var follows = context.Request.Query[FollowParameter] == "on";
        var frame = new PageFrame(Words.Of($"audit.{status.State}"))
        {
            Organization = organization,
            RefreshSeconds = isOpen && follows ? RefreshSeconds : null,
            Above = (Words.Of("overview.title"), PortalPaths.Of(PortalPaths.Organization, organization.Id)),
        };
        await PortalPage.SendAsync(context, frame, html =>
        {
            var done = status.Evaluated + status.NotEvaluated;
            html.Write($"""
                <p role="status">{Words.Of("audit.progress", done, status.Clusters)}</p>

                """);
            if (isOpen)
            {
                html.Write($"""
                    <p><progress max="{Math.Max(1, status.Clusters)}" value="{done}" aria-label="{Words.Of("audit.bar")}"></progress></p>

                    """);
                WriteFollow(html, PortalPaths.Of(PortalPaths.Audit, organization.Id, status.Id), follows);
            }

            if (status.NotEvaluated > 0)
            {
                html.Write($"<p class=\"banner\">{Words.Count("audit.notEvaluated", status.NotEvaluated)}</p>\n");
            }

            if (status.Failure is not null)
            {
                html.Write($"<p class=\"banner\" role=\"alert\">{status.Failure}</p>\n");
            }

            if (status.RepeatedAs is { } again)
            {
                html.Write($"""
                    <p><a href="{PortalPaths.Of(PortalPaths.Audit, organization.Id, again)}">{Words.Of("audit.repeated")}</a></p>

                    """);
            }

            if (status.ReportId is { } report)
            {
                html.Write($"""
                    <p><a class="button" href="{PortalPaths.Of(PortalPaths.Report, organization.Id, report)}">{Words.Of("audit.report")}</a></p>

                    """);
            }

            html.Write($"""
                <dl class="facts">
                <div><dt>{Words.Of("audit.id")}</dt><dd><code>{status.Id}</code></dd></div>
                <div><dt>{Words.Of("audit.ordered")}</dt><dd>{Labels.Moment(status.OrderedAt)}</dd></div>
                <div><dt>{Words.Of("report.cause")}</dt><dd>{Words.Of($"cause.{status.Cause}")}</dd></div>
                </dl>

                """);
            WriteBatches(html, PortalPaths.Of(PortalPaths.Audit, organization.Id, status.Id), page, after);
        });
    }

    private static void WriteBatches(HtmlWriter html, string address, BatchPage page, string? after)
    {
        if (page.Batches.IsEmpty)
        {
            return;
        }

        html.Write($"""
            <section aria-labelledby="batches">
            <h2 id="batches">{Words.Of("batches.title")}</h2>
            <p class="note">{Words.Of("batches.about")}</p>
            <table class="stack">
            <thead><tr><th scope="col">{Words.Of("batches.batch")}</th><th scope="col">{Words.Of("clusters.title")}</th><th scope="col">{Words.Of("batches.state")}</th><th scope="col">{Words.Of("batches.read")}</th><th scope="col">{Words.Of("batches.notRead")}</th></tr></thead>
            <tbody>

            """);
        foreach (var batch in page.Batches)
        {
            html.Write($"""
                <tr><th scope="row">{batch.Id}</th><td data-label="{Words.Of("clusters.title")}">{ContentOf(batch)}</td><td data-label="{Words.Of("batches.state")}"><span>{Words.Of($"batch.{batch.State}")}{(batch.EndedAt is { } ended ? $", {Labels.ShortMoment(ended)}" : "")}{(batch.Cause is { } cause ? $". {cause}" : "")}</span></td><td data-label="{Words.Of("batches.read")}">{batch.Collection?.Read.ToString(CultureInfo.InvariantCulture) ?? "–"}</td><td data-label="{Words.Of("batches.notRead")}">
                """);
            WriteUnread(html, batch.Collection);
            html.Write($"</td></tr>\n");
        }

        html.Write($"</tbody>\n</table>\n");
        if (after is not null || page.HasMore)
        {
            Parts.WritePager(html, after is null ? null : address, page.HasMore ? $"{address}?{AfterParameter}={page.Batches[^1].Id}" : null, Words.Of("batches.where", page.Batches.Length, page.Total));
        }

        html.Write($"</section>\n");
    }

    private static string ContentOf(BatchStatus batch)
    {
        ImmutableArray<string> names = [.. batch.ReadsCamunda ? [Words.Of("batches.camunda")] : Array.Empty<string>(), .. batch.Clusters.Take(NamesShown).Select(cluster => cluster.Name)];
        return batch.Clusters.Length > NamesShown ? Words.Of("batches.more", string.Join(", ", names), batch.Clusters.Length - NamesShown) : string.Join(", ", names);
    }

    private static void WriteUnread(HtmlWriter html, CollectionSummary? collection)
    {
        if (collection is null or { NotRead: 0 })
        {
            html.Write($"{(collection is null ? "–" : "0")}");
            return;
        }

        html.Write($"""
            <details><summary>{collection.NotRead}</summary>
            <ul>

            """);
        foreach (var piece in collection.Unread)
        {
            html.Write($"<li><code>{piece.Source}</code> {piece.Resource}: {piece.Cause}</li>\n");
        }

        if (collection.NotRead > collection.Unread.Length)
        {
            html.Write($"<li>{Words.Of("batches.moreUnread", collection.NotRead - collection.Unread.Length)}</li>\n");
        }

        html.Write($"</ul></details>");
    }

    private static void WriteFollow(HtmlWriter html, string address, bool follows)
    {
        if (follows)
        {
            html.Write($"""
                <p class="note">{Words.Of("audit.refresh", RefreshSeconds)} <a href="{address}">{Words.Of("audit.stop")}</a></p>

                """);
        }
        else
        {
            html.Write($"""
                <p><a class="button" href="{address}">{Words.Of("audit.again")}</a> <a href="{address}?{FollowParameter}=on">{Words.Of("audit.follow", RefreshSeconds)}</a></p>

                """);
        }
    }

    [LoggerMessage(LogLevel.Information, "Audit {AuditId} of organization {OrganizationId} was started by {Caller} from {Address}")]
    private partial void LogStarted(string auditId, string organizationId, string? caller, string address);
}
