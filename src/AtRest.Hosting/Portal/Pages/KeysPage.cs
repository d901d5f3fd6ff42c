using System.Collections.Immutable;
using System.Globalization;
using AtRest.Core.Inventory;
using AtRest.Core.Naming;
using AtRest.Hosting.Api.Authentication;
using AtRest.Hosting.Api.Problems;
using AtRest.Hosting.Api.RateLimits;
using AtRest.Hosting.Api.Routes;
using AtRest.Hosting.Api.Trail;
using AtRest.Hosting.Keys;
using AtRest.Hosting.Portal.Texts;
using AtRest.Hosting.Portal.Writing;
using AtRest.Reports;
using AtRest.Reports.Html.Writing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AtRest.Hosting.Portal.Pages;

/// <summary>The keys of an organization, or of the operators: list, make, revoke. A new key is only in the response to its form, which no cache keeps.</summary>
internal sealed class KeysPage(KeyAdministration keys, KeySettings settings, PortalSettings portal, ClientAddresses addresses, TimeProvider time)
{
    public Task ListAsync(HttpContext context, Organization? organization) => ListAsync(context, organization, KeyForm.Empty(organization, keys), []);

    public async Task MakeAsync(HttpContext context, Organization? organization)
    {
        var owner = OwnerOf(organization);
        var form = KeyForm.Read(await context.Request.ReadFormAsync(context.RequestAborted), organization, keys);
        if (form.Order is not { } order)
        {
            await ListAsync(context, organization, form, form.Faults);
            return;
        }

        var made = await keys.MakeAsync(owner, order, new KeyActor(context.Features.Get<Caller>()!.Id, addresses.Of(context)), context.RequestAborted);
        if (made is not { Key: { } key, Text: { } text })
        {
            await ListAsync(context, organization, KeyForm.Empty(organization, keys), [made.Key is null ? Problem.TooManyKeys(settings.MostPerOrganization).Detail : Words.Of("keys.repeated", made.Key.Id)]);
            return;
        }

        TrailNote.OfOwnLine(context);
        await PortalPage.SendAsync(context, FrameOf(organization, Words.Of("keys.made")) with { Above = (Words.Of("keys.title"), AddressOf(organization)) }, html =>
        {
            html.Write($"""
                <p class="banner" role="alert">{Words.Of("keys.once")}</p>
                <dl class="parts">

                """);
            Parts.WriteRow(html, Words.Of("keys.name"), key.Name);
            Parts.WriteRow(html, Words.Of("keys.kind"), Words.Of($"keys.kind.{key.Kind}"));
            Parts.WriteRow(html, Words.Of("keys.until"), Labels.Day(order.LastDay));
            html.Write($"""
                </dl>
                <h2 id="secret">{Words.Of(key.Kind == KeyKind.Calendar ? "keys.address" : "keys.text")}</h2>
                <pre tabindex="0" aria-labelledby="secret"><code>{(key.Kind == KeyKind.Calendar ? $"{ServerOf(context)}{ApiPaths.Of(ApiPaths.Calendar, text)}" : text)}</code></pre>
                <p class="note">{Words.Of($"keys.use.{key.Kind}")}</p>

                """);
        });
    }

    /// <summary>Asks before a key is revoked.</summary>
    public async Task ConfirmAsync(HttpContext context, Organization? organization)
    {
        if (await keys.FindAsync(OwnerOf(organization), IdIn(context), context.RequestAborted) is not { RevokedAt: null } key)
        {
            await Answers.ProblemAsync(context, Problem.NotFound);
            return;
        }

        await PortalPage.SendAsync(context, FrameOf(organization, Words.Of("keys.revokeTitle")) with { Above = (Words.Of("keys.title"), AddressOf(organization)) }, html =>
        {
            html.Write($"""
                <p>{Words.Of("keys.revokeAbout", key.Name, key.Id)} {Words.Of($"keys.revoked.{key.Kind}")}</p>
                <form method="post" action="{AddressOf(organization, key.Id)}">
                """);
            Forms.WriteToken(html, context);
            html.Write($"""
                <p><button type="submit">{Words.Of("keys.revoke")}</button> <a href="{AddressOf(organization)}">{Words.Of("keys.keep")}</a></p>
                </form>

                """);
        });
    }

    public async Task RevokeAsync(HttpContext context, Organization? organization)
    {
        if (!await keys.RevokeAsync(OwnerOf(organization), IdIn(context), new KeyActor(context.Features.Get<Caller>()!.Id, addresses.Of(context)), context.RequestAborted))
        {
            await Answers.ProblemAsync(context, Problem.NotFound);
            return;
        }

        TrailNote.OfOwnLine(context);
        await PortalPage.RedirectAsync(context, AddressOf(organization));
    }

    private async Task ListAsync(HttpContext context, Organization? organization, KeyForm form, ImmutableArray<string> faults)
    {
        var list = await keys.ListAsync(OwnerOf(organization), context.RequestAborted);
        var frame = FrameOf(organization, Words.Of(organization is null ? "keys.operatorsTitle" : "keys.title")) with { Status = faults.IsEmpty ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity };
        await PortalPage.SendAsync(context, frame, html =>
        {
            html.Write($"<p>{Words.Of(organization is null ? "keys.operatorsAbout" : "keys.about")} {Words.Of("keys.settings")}</p>\n");
            Parts.WriteFaults(html, faults);
            WriteList(html, organization, list);
            form.Write(html, context, organization, AddressOf(organization));
        });
    }

    private void WriteList(HtmlWriter html, Organization? organization, ImmutableArray<IssuedKey> list)
    {
        if (list.IsEmpty)
        {
            html.Write($"<p>{Words.Of("keys.none")}</p>\n");
            return;
        }

        html.Write($"""
            <table class="stack">
            <thead><tr><th scope="col">{Words.Of("keys.name")}</th><th scope="col">{Words.Of("keys.kind")}</th><th scope="col">{Words.Of("keys.right")}</th><th scope="col">{Words.Of("keys.madeBy")}</th><th scope="col">{Words.Of("keys.lastUsed")}</th><th scope="col">{Words.Of("keys.until")}</th><th scope="col">{Words.Of("keys.state")}</th></tr></thead>
            <tbody>

            """);
        foreach (var key in list)
        {
            WriteRow(html, organization, key);
        }

        html.Write($"</tbody>\n</table>\n");
    }

    private void WriteRow(HtmlWriter html, Organization? organization, IssuedKey key)
    {
        var state = key.StateAt(time.GetUtcNow());
        html.Write($"""
            <tr><th scope="row">{key.Name} <code>{key.Id}</code></th><td data-label="{Words.Of("keys.kind")}">{Words.Of($"keys.kind.{key.Kind}")}</td><td data-label="{Words.Of("keys.right")}">{Words.Of($"keys.right.{key.Right}")}</td><td data-label="{Words.Of("keys.madeBy")}">{Words.Of("keys.madeByAt", key.MadeBy, Labels.Day(key.MadeAt))}</td><td data-label="{Words.Of("keys.lastUsed")}">{(key.LastUsed is { } day ? Labels.Day(day) : Words.Of("keys.never"))}</td><td data-label="{Words.Of("keys.until")}">{Labels.Day(key.EndsAt.AddTicks(-1))}</td><td data-label="{Words.Of("keys.state")}">
            """);
        if (state == KeyState.Valid)
        {
            html.Write($"""
                <a href="{AddressOf(organization, key.Id)}" aria-label="{Words.Of("keys.revokeOne", key.Name)}">{Words.Of("keys.revoke")}</a>
                """);
        }
        else
        {
            html.Write($"<span>{(key is { RevokedAt: { } at, RevokedBy: { } by } ? Words.Of("keys.revokedBy", Labels.Day(at), by) : Words.Of("keys.expired"))}</span>");
        }

        html.Write($"</td></tr>\n");
    }

    /// <summary>The address of this server as browsers see it, as text: the header Host can have a port that no address has, and the key is made already.</summary>
    private string ServerOf(HttpContext context) => portal.Address?.GetLeftPart(UriPartial.Authority) ?? $"{(addresses.IsHttps(context) ? Uri.UriSchemeHttps : Uri.UriSchemeHttp)}://{context.Request.Host}";

    private static PageFrame FrameOf(Organization? organization, string title) => new(title) { Organization = organization, Part = organization is null ? null : PortalPaths.Keys };

    private static KeyOwner OwnerOf(Organization? organization) => organization is null ? KeyOwner.Operators : KeyOwner.Of(organization.Id);

    private static string IdIn(HttpContext context) => context.GetRouteValue(RevokeKey.Parameter) as string ?? "";

    private static string AddressOf(Organization? organization) => organization is null ? PortalPaths.OperatorKeys : PortalPaths.Of(PortalPaths.Keys, organization.Id);

    private static string AddressOf(Organization? organization, string id) => organization is null ? PortalPaths.Of(PortalPaths.OperatorKey, id) : PortalPaths.Of(PortalPaths.Key, organization.Id, id);
}

/// <summary>The form that makes a key.</summary>
internal sealed record KeyForm
{
    private const string KindField = "kind";
    private const string NameField = "name";
    private const string RightField = "right";
    private const string DayField = "day";
    private const string RequestField = "request";
    private const int LongestRequest = 100;

    public string Name { get; init; } = "";

    public KeyKind Kind { get; init; }

    public KeyRight Right { get; init; }

    public required string Day { get; init; }

    /// <summary>The first and the last day that can be given.</summary>
    public required (DateOnly First, DateOnly Last) Days { get; init; }

    /// <summary>Null if something is wrong.</summary>
    public KeyOrder? Order { get; private init; }

    /// <summary>What is wrong.</summary>
    public ImmutableArray<string> Faults { get; private init; } = [];

    public static KeyForm Empty(Organization? organization, KeyAdministration keys)
    {
        var usual = keys.Today.AddDays(MakeKeyBody.DefaultDays);
        return new() { Right = organization is null ? KeyRight.Operator : KeyRight.Member, Day = Text(usual < keys.LastDay ? usual : keys.LastDay), Days = (keys.Today, keys.LastDay) };
    }

    public static KeyForm Read(IFormCollection form, Organization? organization, KeyAdministration keys)
    {
        var kind = WordOf<KeyKind>(form[KindField]) ?? KeyKind.Api;
        var right = organization is null ? KeyRight.Operator : WordOf<KeyRight>(form[RightField]) == KeyRight.Administrator ? KeyRight.Administrator : KeyRight.Member;
        var name = form[NameField].ToString().Trim();
        var isDay = DateOnly.TryParseExact(form[DayField], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day);
        ImmutableArray<string> faults =
        [
            .. new[]
            {
                KeyText.WrongName(name),
                isDay ? MakeKeyBody.WrongDay(day, keys.Today, keys.LastDay) : Words.Of("keys.wrongDay"),
                organization is null && kind != KeyKind.Api ? Words.Of("keys.operatorsKind") : null,
                kind != KeyKind.Api && right == KeyRight.Administrator ? Words.Of("keys.wrongRight") : null,
            }.OfType<string>(),
        ];
        var request = form[RequestField].ToString();
        return new()
        {
            Name = name.Length <= KeyAdministration.LongestName ? name : name[..KeyAdministration.LongestName],
            Kind = kind,
            Right = right,
            Day = isDay ? Text(day) : "",
            Days = (keys.Today, keys.LastDay),
            Faults = faults,
            Order = faults.IsEmpty ? new KeyOrder { Kind = kind, Name = name, Right = right, LastDay = day, Request = request.Length is > 0 and <= LongestRequest && !request.Any(char.IsControl) ? $"form {request}" : null } : null,
        };
    }

    /// <summary>Writes it. Its hidden text makes no second key if the browser sends the form again.</summary>
    public void Write(HtmlWriter html, HttpContext context, Organization? organization, string address)
    {
        html.Write($"""
            <h2>{Words.Of("keys.make")}</h2>
            <form class="fields" method="post" action="{address}" autocomplete="off">
            """);
        Forms.WriteToken(html, context);
        html.Write($"""
            <input type="hidden" name="{RequestField}" value="{Guid.NewGuid().ToString()}">
            <p><label for="name">{Words.Of("keys.name")}</label>
            <input id="name" name="{NameField}" value="{Name}" required maxlength="{KeyAdministration.LongestName}" aria-describedby="name-note"></p>
            <p class="note" id="name-note">{Words.Of("keys.nameNote")}</p>

            """);
        if (organization is not null)
        {
            html.Write($"<fieldset><legend>{Words.Of("keys.kind")}</legend>\n<p>");
            foreach (var kind in Enum.GetValues<KeyKind>())
            {
                WriteChoice(html, KindField, WireWord.Of(kind), Words.Of($"keys.for.{kind}"), kind == Kind);
            }

            html.Write($"</p></fieldset>\n<fieldset><legend>{Words.Of("keys.rightOfApi")}</legend>\n<p>");
            foreach (var right in new[] { KeyRight.Member, KeyRight.Administrator })
            {
                WriteChoice(html, RightField, WireWord.Of(right), Words.Of($"keys.rightText.{right}"), right == Right);
            }

            html.Write($"</p></fieldset>\n");
        }

        html.Write($"""
            <p><label for="day">{Words.Of("keys.until")}</label>
            <input id="day" name="{DayField}" type="date" value="{Day}" min="{Text(Days.First)}" max="{Text(Days.Last)}" required></p>
            <p><button type="submit">{Words.Of("keys.button")}</button></p>
            </form>

            """);
    }

    private static void WriteChoice(HtmlWriter html, string field, string value, string text, bool isChosen) => html.Write($"""
        <label class="choice"><input type="radio" name="{field}" value="{value}"{new Markup(isChosen ? " checked" : "")}> {text}</label>

        """);

    private static T? WordOf<T>(string? text)
        where T : struct, Enum
    {
        foreach (var known in Enum.GetValues<T>())
        {
            if (WireWord.Of(known) == text)
            {
                return known;
            }
        }

        return null;
    }

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
