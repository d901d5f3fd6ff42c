using System.Collections.Immutable;
using AtRest.Core.Inventory;
using AtRest.Hosting.Api.Authentication;
using AtRest.Hosting.Api.Problems;
using AtRest.Hosting.Api.RateLimits;
using AtRest.Hosting.Api.Routes;
using AtRest.Hosting.Api.Trail;
using AtRest.Hosting.Keys;
using AtRest.Hosting.Notifications;
using AtRest.Hosting.Notifications.Endpoints;
using AtRest.Hosting.Portal.Texts;
using AtRest.Hosting.Portal.Writing;
using AtRest.Reports;
using AtRest.Reports.Html.Writing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AtRest.Hosting.Portal.Pages;

/// <summary>The endpoints that get an organization's notifications: list, make, test, revoke. A new secret is only in the response to its form, which no cache keeps.</summary>
internal sealed class NotificationsPage(EndpointAdministration endpoints, EndpointSettings settings, CallLimits limits, ClientAddresses addresses)
{
    public Task ListAsync(HttpContext context, Organization organization) => ListAsync(context, organization, new EndpointForm(), []);

    public async Task MakeAsync(HttpContext context, Organization organization)
    {
        var form = EndpointForm.Read(await context.Request.ReadFormAsync(context.RequestAborted));
        var (order, faults) = EndpointOrder.Of(form.Input, settings);
        if (order is null)
        {
            await ListAsync(context, organization, form, [.. faults.Select(fault => Words.Of("notifications.fault", Words.Of($"notifications.field.{fault.Member}"), fault.Detail))]);
            return;
        }

        var made = await endpoints.MakeAsync(organization.Id, order with { Request = form.Request }, ActorOf(context), context.RequestAborted);
        if (made is not { Endpoint: { } endpoint, IsNew: true })
        {
            await ListAsync(context, organization, new EndpointForm(), [made.Endpoint is null ? Problem.TooManyEndpoints(settings.MostPerOrganization).Detail : Words.Of("notifications.repeated", made.Endpoint.Id)]);
            return;
        }

        TrailNote.OfOwnLine(context);
        await PortalPage.SendAsync(context, FrameBelow(organization, Words.Of("notifications.made")), html =>
        {
            if (made.Secret is not null)
            {
                html.Write($"""
                    <p class="banner" role="alert">{Words.Of("notifications.once")}</p>
                    <h2 id="secret">{Words.Of("notifications.secret")}</h2>
                    <pre tabindex="0" aria-labelledby="secret"><code>{made.Secret}</code></pre>
                    <p class="note">{Words.Of("notifications.secretUse")}</p>

                    """);
            }

            html.Write($"<dl class=\"parts\">\n");
            Parts.WriteRow(html, Words.Of("notifications.field.name"), endpoint.Name);
            Parts.WriteRow(html, Words.Of("notifications.field.format"), Words.Of($"notifications.format.{endpoint.Format}"));
            Parts.WriteRow(html, Words.Of("notifications.host"), endpoint.Host);
            html.Write($"</dl>\n");
            WriteTestForm(html, context, organization, endpoint);
        });
    }

    /// <summary>Sends a test message, and shows the result above the list.</summary>
    public async Task TestAsync(HttpContext context, Organization organization)
    {
        if (limits.OfAudit(organization.Id) is { } wait)
        {
            await Answers.ProblemAsync(context, Problem.TooManyRequests(wait));
            return;
        }

        if (await endpoints.TestAsync(organization.Id, IdIn(context), ActorOf(context), context.RequestAborted) is not { } result)
        {
            await Answers.ProblemAsync(context, Problem.NotFound);
            return;
        }

        TrailNote.OfOwnLine(context);
        await PortalPage.SendAsync(context, FrameBelow(organization, Words.Of(result.Cause is null ? "notifications.delivered" : "notifications.notDelivered")), html =>
            html.Write($"""
                <p role="status">{result.Cause ?? Words.Of("notifications.deliveredNote")}</p>

                """));
    }

    /// <summary>Asks before an endpoint is revoked.</summary>
    public async Task ConfirmAsync(HttpContext context, Organization organization)
    {
        if (await endpoints.FindAsync(organization.Id, IdIn(context), context.RequestAborted) is not { } endpoint)
        {
            await Answers.ProblemAsync(context, Problem.NotFound);
            return;
        }

        await PortalPage.SendAsync(context, FrameBelow(organization, Words.Of("notifications.revokeTitle")), html =>
        {
            html.Write($"""
                <p>{Words.Of("notifications.revokeAbout", endpoint.Name, endpoint.Id)}</p>
                <form method="post" action="{PortalPaths.Of(PortalPaths.Notification, organization.Id, endpoint.Id)}">
                """);
            Forms.WriteToken(html, context);
            html.Write($"""
                <p><button type="submit">{Words.Of("keys.revoke")}</button> <a href="{PortalPaths.Of(PortalPaths.Notifications, organization.Id)}">{Words.Of("keys.keep")}</a></p>
                </form>

                """);
        });
    }

    public async Task RevokeAsync(HttpContext context, Organization organization)
    {
        if (!await endpoints.RevokeAsync(organization.Id, IdIn(context), ActorOf(context), context.RequestAborted))
        {
            await Answers.ProblemAsync(context, Problem.NotFound);
            return;
        }

        TrailNote.OfOwnLine(context);
        await PortalPage.RedirectAsync(context, PortalPaths.Of(PortalPaths.Notifications, organization.Id));
    }

    private async Task ListAsync(HttpContext context, Organization organization, EndpointForm form, ImmutableArray<string> faults)
    {
        var list = await endpoints.ListAsync(organization.Id, context.RequestAborted);
        var frame = FrameOf(organization, Words.Of("notifications.title")) with { Status = faults.IsEmpty ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity };
        await PortalPage.SendAsync(context, frame, html =>
        {
            html.Write($"<p>{Words.Of("notifications.about")}</p>\n");
            Parts.WriteFaults(html, faults);
            if (list.IsEmpty)
            {
                html.Write($"<p>{Words.Of("notifications.none")}</p>\n");
            }
            else
            {
                WriteList(html, context, organization, list);
            }

            form.Write(html, context, PortalPaths.Of(PortalPaths.Notifications, organization.Id));
        });
    }

    private static void WriteList(HtmlWriter html, HttpContext context, Organization organization, ImmutableArray<StoredEndpoint> list)
    {
        html.Write($"""
            <table class="stack">
            <thead><tr><th scope="col">{Words.Of("notifications.field.name")}</th><th scope="col">{Words.Of("notifications.field.format")}</th><th scope="col">{Words.Of("notifications.host")}</th><th scope="col">{Words.Of("notifications.field.events")}</th><th scope="col">{Words.Of("keys.madeBy")}</th><th scope="col">{Words.Of("notifications.lastAttempt")}</th><th scope="col">{Words.Of("keys.state")}</th></tr></thead>
            <tbody>

            """);
        foreach (var endpoint in list)
        {
            html.Write($"""
                <tr><th scope="row">{endpoint.Name} <code>{endpoint.Id}</code></th><td data-label="{Words.Of("notifications.field.format")}">{Words.Of($"notifications.format.{endpoint.Format}")}</td><td data-label="{Words.Of("notifications.host")}">{endpoint.Host}</td><td data-label="{Words.Of("notifications.field.events")}">{string.Join(", ", NotificationEventNames.WordsOf(endpoint.Events).Select(word => Words.Of($"notifications.event.{word}")))}</td><td data-label="{Words.Of("keys.madeBy")}">{Words.Of("keys.madeByAt", endpoint.MadeBy, Labels.Day(endpoint.MadeAt))}</td><td data-label="{Words.Of("notifications.lastAttempt")}">{LastAttemptOf(endpoint)}</td><td data-label="{Words.Of("keys.state")}">
                """);
            if (endpoint is { RevokedAt: { } at, RevokedBy: { } by })
            {
                html.Write($"<span>{Words.Of("keys.revokedBy", Labels.Day(at), by)}</span>");
            }
            else
            {
                WriteTestForm(html, context, organization, endpoint);
                html.Write($"""
                    <a href="{PortalPaths.Of(PortalPaths.Notification, organization.Id, endpoint.Id)}" aria-label="{Words.Of("keys.revokeOne", endpoint.Name)}">{Words.Of("keys.revoke")}</a>
                    """);
            }

            html.Write($"</td></tr>\n");
        }

        html.Write($"</tbody>\n</table>\n");
    }

    private static void WriteTestForm(HtmlWriter html, HttpContext context, Organization organization, StoredEndpoint endpoint)
    {
        html.Write($"""
            <form method="post" action="{PortalPaths.Of(PortalPaths.NotificationTest, organization.Id, endpoint.Id)}">
            """);
        Forms.WriteToken(html, context);
        html.Write($"""
            <button class="plain" type="submit" aria-label="{Words.Of("notifications.testOne", endpoint.Name)}">{Words.Of("notifications.test")}</button></form>

            """);
    }

    private static string LastAttemptOf(StoredEndpoint endpoint) => endpoint.LastAttemptAt is not { } at ? Words.Of("keys.never")
        : endpoint.LastFailure is { } failure ? Words.Of("notifications.failedAt", Labels.ShortMoment(at), failure)
        : Words.Of("notifications.deliveredAt", Labels.ShortMoment(at));

    private KeyActor ActorOf(HttpContext context) => new(context.Features.Get<Caller>()!.Id, addresses.Of(context));

    private static PageFrame FrameOf(Organization organization, string title) => new(title) { Organization = organization, Part = PortalPaths.Notifications };

    private static PageFrame FrameBelow(Organization organization, string title) =>
        FrameOf(organization, title) with { Above = (Words.Of("notifications.title"), PortalPaths.Of(PortalPaths.Notifications, organization.Id)) };

    private static string IdIn(HttpContext context) => context.GetRouteValue(RevokeEndpoint.Parameter) as string ?? "";
}

/// <summary>The form that makes an endpoint.</summary>
internal sealed record EndpointForm
{
    private const string RequestField = "request";
    private const int LongestRequest = 100;

    private static readonly ImmutableArray<(string Name, Func<EndpointInput, string?> Value, bool IsSecret)> Details =
    [
        ("token", _ => null, true),
        ("tokenHeader", input => input.TokenHeader, false),
        ("awsAccountId", input => input.AwsAccountId, false),
        ("awsRegion", input => input.AwsRegion, false),
    ];

    /// <summary>What was given.</summary>
    public EndpointInput Input { get; private init; } = new() { Name = "", Events = NotificationEventNames.WordsOf(NotificationEventNames.Default) };

    /// <summary>A text for this form only: if the browser sends the form again, it makes no second endpoint.</summary>
    public string? Request { get; private init; }

    /// <summary>An empty field was not given.</summary>
    public static EndpointForm Read(IFormCollection form)
    {
        var request = form[RequestField].ToString();
        return new()
        {
            Input = new EndpointInput
            {
                Name = form["name"].ToString(),
                Format = Given("format"),
                Url = Given("url"),
                Events = [.. form["events"].OfType<string>()],
                Token = Given("token"),
                TokenHeader = Given("tokenHeader"),
                AwsAccountId = Given("awsAccountId"),
                AwsRegion = Given("awsRegion"),
            },
            Request = request.Length is > 0 and <= LongestRequest && !request.Any(char.IsControl) ? $"form {request}" : null,
        };

        string? Given(string field) => form[field].ToString().Trim() is { Length: > 0 } text ? text : null;
    }

    public void Write(HtmlWriter html, HttpContext context, string address)
    {
        html.Write($"""
            <h2>{Words.Of("notifications.make")}</h2>
            <form class="fields" method="post" action="{address}" autocomplete="off">
            """);
        Forms.WriteToken(html, context);
        html.Write($"""
            <input type="hidden" name="{RequestField}" value="{Guid.NewGuid().ToString()}">
            <p><label for="name">{Words.Of("notifications.field.name")}</label>
            <input id="name" name="name" value="{Input.Name}" required maxlength="{KeyAdministration.LongestName}"></p>
            <p><label for="format">{Words.Of("notifications.field.format")}</label>
            <select id="format" name="format">

            """);
        foreach (var format in Enum.GetValues<NotificationFormat>())
        {
            var word = NotificationFormats.WordOf(format);
            html.Write($"""
                <option value="{word}"{new Markup(word == Input.Format ? " selected" : "")}>{Words.Of($"notifications.format.{format}")}</option>

                """);
        }

        html.Write($"""
            </select></p>
            <p><label for="url">{Words.Of("notifications.field.url")}</label>
            <input id="url" name="url" type="url" value="{Input.Url}" required maxlength="2000" aria-describedby="url-note"></p>
            <p class="note" id="url-note">{Words.Of("notifications.urlNote")}</p>
            <fieldset><legend>{Words.Of("notifications.field.events")}</legend>
            <p>
            """);
        foreach (var word in NotificationEventNames.Words)
        {
            html.Write($"""
                <label class="choice"><input type="checkbox" name="events" value="{word}"{new Markup(Input.Events?.Contains(word) == true ? " checked" : "")}> {Words.Of($"notifications.event.{word}")}</label>

                """);
        }

        html.Write($"""
            </p></fieldset>
            <fieldset><legend>{Words.Of("notifications.forSiem")}</legend>
            <p class="note" id="siem-note">{Words.Of("notifications.siemNote")}</p>

            """);
        foreach (var (name, value, isSecret) in Details)
        {
            html.Write($"""
                <p><label for="{name}">{Words.Of($"notifications.field.{name}")}</label>
                <input id="{name}" name="{name}" type="{(isSecret ? "password" : "text")}" value="{value(Input) ?? ""}" autocomplete="off" maxlength="4096" aria-describedby="siem-note"></p>

                """);
        }

        html.Write($"""
            </fieldset>
            <p><button type="submit">{Words.Of("notifications.button")}</button></p>
            </form>

            """);
    }
}
