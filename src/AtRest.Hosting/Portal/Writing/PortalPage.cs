using System.Collections.Immutable;
using AtRest.Hosting.Api.Authentication;
using AtRest.Hosting.Api.Problems;
using AtRest.Hosting.Portal.Texts;
using AtRest.Reports.Html;
using AtRest.Reports.Html.Writing;
using Microsoft.AspNetCore.Http;

namespace AtRest.Hosting.Portal.Writing;

/// <summary>Writes a page: head, navigation, content and end. The same HTML writer as in reports encodes everything that comes from outside.</summary>
internal static class PortalPage
{
    /// <summary>Only this server's style sheet; no script, no frame, no resource from elsewhere, and forms only to this server.</summary>
    private const string ContentSecurityPolicy = "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    public static async Task SendAsync(HttpContext context, PageFrame frame, Action<HtmlWriter> content)
    {
        using var buffer = new MemoryStream();
        var html = new HtmlWriter(buffer);
        WriteStart(html, context, frame);
        content(html);
        html.Write($"""
            </main>
            <footer class="end"><p>{Words.Of("frame.end")}</p></footer>
            </body>
            </html>

            """);
        await html.FlushAsync(context.RequestAborted);
        context.Response.StatusCode = frame.Status;
        context.Response.Headers.ContentSecurityPolicy = ContentSecurityPolicy;
        context.Response.Headers.CacheControl = "no-store";
        await Answers.WriteAsync(context, buffer.GetBuffer().AsMemory(0, (int)buffer.Length), "text/html; charset=utf-8");
    }

    /// <summary>Sends the browser to another page with a GET.</summary>
    public static Task RedirectAsync(HttpContext context, string address)
    {
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = address;
        return Task.CompletedTask;
    }

    private static void WriteStart(HtmlWriter html, HttpContext context, PageFrame frame)
    {
        html.Write($"""
            <!DOCTYPE html>
            <html lang="{Words.Of("frame.language")}">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>{frame.Title}{(frame.Organization is { } organization ? $" · {organization.Name}" : "")} · AtRest</title>
            <link rel="icon" href="data:,">
            <link rel="stylesheet" href="{PortalStyle.Path}">

            """);
        if (frame.RefreshSeconds is { } seconds)
        {
            html.Write($"""
                <meta http-equiv="refresh" content="{seconds}">

                """);
        }

        html.Write($"""
            </head>
            <body class="portal">
            {ReportAssets.Icons}
            <a class="skip" href="#content">{Words.Of("frame.skip")}</a>
            <header class="top">
            <a class="home" href="{PortalPaths.Home}"><span class="mark" aria-hidden="true"></span>AtRest</a>

            """);
        if (context.Features.Get<Caller>() is { } caller)
        {
            WriteCaller(html, context, caller);
        }

        html.Write($"</header>\n");
        if (frame.Organization is not null)
        {
            WriteParts(html, frame, frame.Organization, context.Features.Get<Caller>());
        }

        html.Write($"""
            <main id="content" tabindex="-1">

            """);
        if (frame.Above is { } above)
        {
            html.Write($"""
                <p class="above"><a href="{above.Address}">{above.Name}</a></p>

                """);
        }

        html.Write($"<h1>{frame.Title}</h1>\n");
    }

    private static void WriteCaller(HtmlWriter html, HttpContext context, Caller caller)
    {
        html.Write($"""
            <nav class="account" aria-label="{Words.Of("frame.account")}">
            <a href="{PortalPaths.Organizations}">{Words.Of("organizations.title")}</a>
            <a href="{PortalPaths.Rules}">{Words.Of("rules.title")}</a>

            """);
        if (caller.IsOperator)
        {
            html.Write($"""
                <a href="{PortalPaths.OperatorKeys}">{Words.Of("keys.operatorsTitle")}</a>

                """);
        }

        html.Write($"""
            <span class="who">{(caller.IsOperator ? Words.Of("frame.operator", caller.Id) : caller.Id)}</span>
            <form method="post" action="{PortalPaths.SignOut}">
            """);
        Forms.WriteToken(html, context);
        html.Write($"""
            <button class="plain" type="submit">{Words.Of("signOut.button")}</button></form>
            </nav>

            """);
    }

    private static void WriteParts(HtmlWriter html, PageFrame frame, Core.Inventory.Organization organization, Caller? caller)
    {
        ImmutableArray<(string Template, string Name)> parts =
        [
            (PortalPaths.Organization, Words.Of("overview.title")),
            (PortalPaths.Clusters, Words.Of("clusters.title")),
            (PortalPaths.Reports, Words.Of("reports.title")),
            (PortalPaths.Waivers, Words.Of("waivers.title")),
            (PortalPaths.Workbench, Words.Of("workbench.title")),
            (PortalPaths.Trail, Words.Of("trail.title")),
            .. caller?.MayAdminister(organization.Id) == true ? [(PortalPaths.Keys, Words.Of("keys.title")), (PortalPaths.Notifications, Words.Of("notifications.title"))] : Array.Empty<(string, string)>(),
        ];
        html.Write($"""
            <nav class="parts-of" aria-label="{organization.Name}">
            <p class="organization">{organization.Name}</p>
            <ul>

            """);
        foreach (var (template, name) in parts)
        {
            var current = new Markup(template == frame.Part ? " aria-current=\"page\"" : "");
            html.Write($"""
                <li><a href="{PortalPaths.Of(template, organization.Id)}"{current}>{name}</a></li>

                """);
        }

        html.Write($"</ul>\n</nav>\n");
    }
}
