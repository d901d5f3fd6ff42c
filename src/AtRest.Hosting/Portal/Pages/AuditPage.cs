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
internal sealed partial class AuditPage(IAudits audits, CallLimits limits, ClientAddresses addresses, TimeProvider time, ILogger<AuditPage> logger)
{
    private const string ClusterField = "cluster";
    private const string FollowParameter = "follow";
    private const int RefreshSeconds = 3;

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
        });
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
