using AtRest.Hosting.Api;
using AtRest.Hosting.Api.Authentication;
using AtRest.Hosting.Api.Problems;
using AtRest.Hosting.Api.RateLimits;
using AtRest.Hosting.Portal.Sessions;
using AtRest.Hosting.Portal.Texts;
using AtRest.Hosting.Portal.Writing;
using Microsoft.AspNetCore.Http;

namespace AtRest.Hosting.Portal.Pages;

/// <summary>Signs people in with an API key, or leads to the identity provider, and signs them out.</summary>
internal sealed class SignInPage(PortalSessions sessions, SessionCookies cookies, PortalSettings settings, ApiSettings api, CallLimits limits, ClientAddresses addresses)
{
    private const string KeyField = "key";
    private const string ReturnField = "return";
    private const int LongestKey = 200;

    /// <summary>The first page: of the organizations, or the sign-in.</summary>
    public Task HomeAsync(HttpContext context) =>
        !ProblemPages.IsOfPortal(context.Request) ? Answers.ProblemAsync(context, Problem.NotFound)
        : context.Features.Get<Caller>() is { } caller ? PortalPage.RedirectAsync(context, FirstOf(caller))
        : ShowAsync(context, PortalPaths.Home, null);

    public Task ShowAsync(HttpContext context) => ShowAsync(context, PortalPaths.AfterSignIn(context.Request.Query[ReturnField]), null);

    public async Task SignInAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var after = PortalPaths.AfterSignIn(form[ReturnField]);
        try
        {
            if (!cookies.CanSignIn(context))
            {
                await ShowAsync(context, after, null);
                return;
            }

            var key = form[KeyField].ToString().Trim();
            await sessions.StartAsync(context, key.Length <= LongestKey ? key : "");
        }
        catch (CredentialException exception)
        {
            await RefuseAsync(context, after, exception.Message);
            return;
        }

        await PortalPage.RedirectAsync(context, after == PortalPaths.Home && context.Features.Get<Caller>() is { } caller ? FirstOf(caller) : after);
    }

    public static async Task SignOutAsync(HttpContext context)
    {
        await PortalSessions.EndAsync(context);
        await PortalPage.RedirectAsync(context, PortalPaths.SignIn);
    }

    private Task RefuseAsync(HttpContext context, string after, string why)
    {
        // Counted after the key was checked, as in the API.
        if (limits.OfFailure(addresses.Of(context)) is { } wait)
        {
            return Answers.ProblemAsync(context, Problem.TooManyRequests(wait));
        }

        context.Features.Set(Problem.Refused(why));
        return ShowAsync(context, after, why);
    }

    private Task ShowAsync(HttpContext context, string after, string? fault) => PortalPage.SendAsync(
        context, new PageFrame(Words.Of("signIn.title")) { Status = fault is null ? StatusCodes.Status200OK : StatusCodes.Status403Forbidden }, html =>
        {
            html.Write($"<p class=\"for\">{Words.Of("signIn.about")}</p>\n");
            if (!cookies.CanSignIn(context))
            {
                html.Write($"<p class=\"banner\" role=\"alert\">{Words.Of("signIn.noHttps")}</p>\n");
                return;
            }

            if (settings.ClientId is not null)
            {
                html.Write($"""
                    <p><a class="button" href="{PortalPaths.SignInWithProvider}?return={Uri.EscapeDataString(after)}">{Words.Of("signIn.provider")}</a></p>

                    """);
            }

            if (fault is not null)
            {
                html.Write($"<p class=\"banner\" role=\"alert\" id=\"fault\">{fault}</p>\n");
            }

            html.Write($"""
                <form class="fields" method="post" action="{PortalPaths.SignIn}">
                """);
            Forms.WriteToken(html, context);
            html.Write($"""
                <input type="hidden" name="{ReturnField}" value="{after}">
                <p><label for="key">{Words.Of("signIn.key")}</label>
                <input id="key" name="{KeyField}" type="password" autocomplete="current-password" required maxlength="{LongestKey}" aria-describedby="key-note" autofocus></p>
                <p class="note" id="key-note">{(api.Keys.IsEmpty ? Words.Of("signIn.noKeys") : Words.Of("signIn.keyNote", settings.SessionHours))}</p>
                <p><button type="submit">{Words.Of("signIn.button")}</button></p>
                </form>

                """);
        });

    private static string FirstOf(Caller caller) => caller is { IsOperator: false, Organizations.Count: 1 } ? PortalPaths.Of(PortalPaths.Organization, caller.Organizations.Single()) : PortalPaths.Organizations;
}
