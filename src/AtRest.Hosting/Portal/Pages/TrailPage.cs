using AtRest.Core.Inventory;
using AtRest.Hosting.Api.Problems;
using AtRest.Hosting.Api.Trail;
using AtRest.Hosting.Portal.Texts;
using AtRest.Hosting.Portal.Writing;
using AtRest.Reports;
using AtRest.Reports.Html.Writing;
using Microsoft.AspNetCore.Http;

namespace AtRest.Hosting.Portal.Pages;

/// <summary>Who downloaded what, who signed in, what was refused, and which keys and endpoints were made, tested or revoked, the newest first.</summary>
internal sealed class TrailPage(OrganizationTrail trail, TrailSettings settings)
{
    private const int PageSize = 50;
    private const string BeforeParameter = "before";

    public async Task ShowAsync(HttpContext context, Organization organization)
    {
        var given = context.Request.Query[BeforeParameter];
        var before = given is [{ } text] ? TrailPlace.Parse(text) : null;
        if (given.Count > 0 && before is null)
        {
            await Answers.ProblemAsync(context, Problem.NotFound);
            return;
        }

        var page = await trail.ReadAsync(organization.Id, before, PageSize, context.RequestAborted);
        await PortalPage.SendAsync(context, new PageFrame(Words.Of("trail.title")) { Organization = organization, Part = PortalPaths.Trail }, html =>
        {
            html.Write($"<p>{Words.Of("trail.about", settings.Days)}</p>\n");
            if (page.Entries.IsEmpty)
            {
                html.Write($"<p>{Words.Of("trail.none")}</p>\n");
                return;
            }

            html.Write($"""
                <table class="stack">
                <thead><tr><th scope="col">{Words.Of("trail.when")}</th><th scope="col">{Words.Of("trail.who")}</th><th scope="col">{Words.Of("trail.from")}</th><th scope="col">{Words.Of("trail.what")}</th></tr></thead>
                <tbody>

                """);
            foreach (var entry in page.Entries)
            {
                WriteRow(html, organization, entry);
            }

            html.Write($"</tbody>\n</table>\n");
            var path = PortalPaths.Of(PortalPaths.Trail, organization.Id);
            if (before is not null || page.Next is not null)
            {
                Parts.WritePager(html, before is null ? null : path, page.Next is { } next ? $"{path}?{BeforeParameter}={next}" : null, Words.Count("count.events", page.Entries.Length));
            }
        });
    }

    private static void WriteRow(HtmlWriter html, Organization organization, TrailEntry entry)
    {
        html.Write($"""
            <tr><th scope="row">{Labels.ShortMoment(entry.At)}</th><td data-label="{Words.Of("trail.who")}">{entry.Caller ?? Words.Of("trail.unknown")}</td><td data-label="{Words.Of("trail.from")}">{entry.Address}</td><td data-label="{Words.Of("trail.what")}">
            """);
        switch (entry.Event)
        {
            case TrailEvent.Download:
                html.Write($"""
                    <span>{Words.Of("trail.download", entry.Format, entry.Detail)} <a href="{PortalPaths.Of(PortalPaths.Report, organization.Id, entry.Report ?? "")}">{entry.Report}</a></span>
                    """);
                break;
            case TrailEvent.SignIn:
                WriteEvent(Words.Of("trail.signIn"), entry.Request);
                break;
            case TrailEvent.Refusal:
                WriteEvent(Words.Of("trail.refusal", entry.Status), entry.Request);
                break;
            case TrailEvent.KeyMade:
                WriteEvent(Words.Of("trail.keyMade", entry.Detail), entry.Key);
                break;
            case TrailEvent.KeyRevoked:
                WriteEvent(Words.Of("trail.keyRevoked", entry.Detail), entry.Key);
                break;
            case TrailEvent.EndpointMade:
                WriteEvent(Words.Of("trail.endpointMade", entry.Detail), entry.Endpoint);
                break;
            case TrailEvent.EndpointTested:
                WriteEvent(Words.Of("trail.endpointTested", entry.Detail), entry.Endpoint);
                break;
            case TrailEvent.EndpointRevoked:
                WriteEvent(Words.Of("trail.endpointRevoked", entry.Detail), entry.Endpoint);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(entry), entry.Event, null);
        }

        html.Write($"</td></tr>\n");

        void WriteEvent(string words, string? subject) => html.Write($"<span>{words} <code>{subject}</code></span>");
    }
}
