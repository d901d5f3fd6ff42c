using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AtRest.Hosting.Api.Authentication;
using AtRest.Hosting.Tests.Api.Support;
using AtRest.Hosting.Tests.Portal.Support;

namespace AtRest.Hosting.Tests.Portal;

/// <summary>Keys and trail as pages.</summary>
public sealed partial class KeysPageTests(PortalFixture fixture)
{
    private const string Keys = "/organizations/acme-bank/keys";
    private const string OperatorKeys = "/operators/keys";

    [Theory]
    [InlineData(Keys)]
    [InlineData(OperatorKeys)]
    public async Task Key_MadeOnThePage_IsShownOnceAndWorksUntilItIsRevoked(string list)
    {
        var world = await fixture.WorldAsync();
        using var visitor = await world.EnterAsync(list == Keys ? world.AcmeKey : world.OperatorKey);
        var made = await visitor.PostAsync(list, list, Fields("export <b>"));
        ((int)made.Status).ShouldBe(200, made.Body);
        made.Headers["Cache-Control"].ShouldBe("no-store");
        var key = TextOfKey().Match(made.Body).Value;
        using var owner = await world.EnterAsync(key);
        ((int)(await owner.GetAsync("/organizations/acme-bank")).Status).ShouldBe(200);

        var page = (await visitor.GetAsync(list)).Body;
        page.ShouldNotContain(key);
        page.ShouldContain("export &lt;b&gt;");
        var id = ApiKey.HashOf(key)[..12];
        var question = await visitor.GetAsync($"{list}/{id}");
        question.Body.ShouldContain("Revoke this key?");
        ((int)(await owner.GetAsync("/organizations/acme-bank")).Status).ShouldBe(200);
        var revoked = await visitor.PostAsync($"{list}/{id}", $"{list}/{id}", []);

        revoked.Headers["Location"].ShouldBe(list);
        ((int)(await owner.GetAsync("/organizations/acme-bank")).Status).ShouldBe(303);
        ((int)(await visitor.GetAsync($"{list}/{id}")).Status).ShouldBe(404);
        (await visitor.GetAsync(list)).Body.ShouldContain("Revoked on");
    }

    /// <summary>An organization that was removed from the inventory keeps its pages as long as it has reports, so that keys can be revoked. But nothing is made for it, as in the API.</summary>
    [Theory]
    [InlineData(Keys, Keys)]
    [InlineData("/organizations/acme-bank/notifications", "/organizations/acme-bank/notifications")]
    [InlineData(Keys, "/organizations/acme-bank/audits")]
    public async Task Making_ForAnOrganizationThatWasRemoved_IsNotPossible(string page, string action)
    {
        await using var world = await PortalWorld.BeginAsync();
        var text = await File.ReadAllTextAsync(world.Inventory, TestContext.Current.CancellationToken);
        var inventory = JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip })!;
        var organizations = inventory["organizations"]!.AsArray();
        organizations.Remove(organizations.Single(one => one!["id"]!.ToString() == PortalWorld.Acme));
        await File.WriteAllTextAsync(world.Inventory, inventory.ToJsonString(), TestContext.Current.CancellationToken);
        using var visitor = await world.EnterAsync(world.OperatorKey, PortalWorld.UrlOf(await world.ServeAsync()));
        ((int)(await visitor.GetAsync(page)).Status).ShouldBe(200);

        var made = await visitor.PostAsync(page, action, Fields("late"));

        ((int)made.Status).ShouldBe(404, made.Body);
    }

    /// <summary>A header Host with a port that no address can have. The key is made before the page with its address is written, so the page must not fail.</summary>
    [Fact]
    public async Task CalendarKey_ForAHostWithAWrongPort_IsStillShown()
    {
        var world = await fixture.WorldAsync();
        using var visitor = await world.EnterAsync(world.AcmeKey);
        var fields = Fields("for a calendar");
        fields["kind"] = "calendar";
        fields["form"] = Visitor.TokenOf((await visitor.GetAsync(Keys)).Body);
        using var form = new FormUrlEncodedContent(fields);
        var body = await form.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var cookies = string.Join("; ", visitor.Cookies.Select(cookie => $"{cookie.Key}={cookie.Value}"));

        var made = await RawHttp.SendAsync(
            world.Url, $"POST {Keys} HTTP/1.1\r\nHost: 127.0.0.1:99999\r\nAccept: text/html\r\nConnection: close\r\nCookie: {cookies}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {body.Length}\r\n\r\n{body}");

        ((int)made.Status).ShouldBe(200, made.Body);
        made.Body.ShouldContain("http://127.0.0.1:99999/api/calendar/atrestcal_");
    }

    /// <summary>A browser that sends the form again, after going back or loading again, makes no second key.</summary>
    [Fact]
    public async Task Form_SentAgain_MakesNoSecondKey()
    {
        var world = await fixture.WorldAsync();
        using var visitor = await world.EnterAsync(world.AcmeKey);
        var request = RequestField().Match((await visitor.GetAsync(Keys)).Body).Groups[1].Value;
        var fields = Fields("once only");
        fields["request"] = request;

        ((int)(await visitor.PostAsync(Keys, Keys, fields)).Status).ShouldBe(200);
        var again = await visitor.PostAsync(Keys, Keys, fields);

        ((int)again.Status).ShouldBe(422);
        again.Body.ShouldContain("was sent before");
        TextOfKey().IsMatch(again.Body).ShouldBeFalse();
        Regex.Count((await visitor.GetAsync(Keys)).Body, ">once only").ShouldBe(1);
    }

    [Fact]
    public async Task Form_WithFaults_SaysThemAndKeepsTheRest()
    {
        var world = await fixture.WorldAsync();
        using var visitor = await world.EnterAsync(world.AcmeKey);
        var fields = Fields("");
        fields["day"] = "2099-01-01";
        fields["kind"] = "webhook";
        fields["right"] = "administrator";

        var page = await visitor.PostAsync(Keys, Keys, fields);

        ((int)page.Status).ShouldBe(422);
        page.Body.ShouldContain("The name must have");
        page.Body.ShouldContain("The last day must be");
        page.Body.ShouldContain("Only a key for the API and the portal");
        page.Body.ShouldContain("""value="webhook" checked""");
    }

    /// <summary>A key is for an operator only if an operator makes it, whatever the form says.</summary>
    [Fact]
    public async Task Form_WithAnotherRight_GivesNone()
    {
        var world = await fixture.WorldAsync();
        using var visitor = await world.EnterAsync(world.AcmeKey);
        var fields = Fields("forged");
        fields["right"] = "operator";
        var made = await visitor.PostAsync(Keys, Keys, fields);

        using var owner = await world.EnterAsync(TextOfKey().Match(made.Body).Value);

        ((int)(await owner.GetAsync("/organizations/borealis")).Status).ShouldBe(404);
        ((int)(await owner.GetAsync(OperatorKeys)).Status).ShouldBe(404);
        ((int)(await owner.GetAsync(Keys)).Status).ShouldBe(403);
    }

    [Fact]
    public async Task Member_SeesTheTrailAndNoKeys()
    {
        var world = await fixture.WorldAsync();
        using var visitor = await world.EnterAsync(world.MemberKey);
        var page = (await visitor.GetAsync("/organizations/acme-bank")).Body;
        page.ShouldNotContain($"href=\"{Keys}\"");
        page.ShouldContain("href=\"/organizations/acme-bank/trail\"");
        await visitor.GetAsync($"/organizations/acme-bank/reports/{world.Reports[PortalWorld.Acme]}/html");

        ((int)(await visitor.GetAsync(Keys)).Status).ShouldBe(403);
        ((int)(await visitor.GetAsync(OperatorKeys)).Status).ShouldBe(404);
        ((int)(await visitor.PostAsync("/organizations", Keys, Fields("not allowed"))).Status).ShouldBe(403);
        ((int)(await visitor.PostAsync("/organizations", OperatorKeys, Fields("not allowed"))).Status).ShouldBe(404);
        var trail = WebUtility.HtmlDecode((await visitor.GetAsync("/organizations/acme-bank/trail")).Body);
        trail.ShouldContain("Downloaded as html, completely: report");
        trail.ShouldContain($"key:{ApiKey.HashOf(world.MemberKey)[..12]}");
        trail.ShouldContain($"Refused with 403: <code>GET {Keys}</code>");
    }

    [Fact]
    public async Task Calendar_MadeOnThePage_IsAWholeAddressThatOpens()
    {
        var world = await fixture.WorldAsync();
        using var visitor = await world.EnterAsync(world.AcmeKey);
        var fields = Fields("dates");
        fields["kind"] = "calendar";
        var made = await visitor.PostAsync(Keys, Keys, fields);
        var address = Regex.Match(made.Body, "http://127[^<]+/calendar\\.ics").Value;

        using var client = new HttpClient();

        (await client.GetStringAsync(address, TestContext.Current.CancellationToken)).ShouldStartWith("BEGIN:VCALENDAR");
    }

    private static Dictionary<string, string> Fields(string name) => new()
    {
        ["name"] = name,
        ["kind"] = "api",
        ["right"] = "member",
        ["day"] = TimeProvider.System.GetUtcNow().AddDays(30).ToString("yyyy-MM-dd", null),
    };

    [GeneratedRegex("atrest_[0-9a-f]{72}")]
    private static partial Regex TextOfKey();

    [GeneratedRegex("name=\"request\" value=\"([^\"]+)\"")]
    private static partial Regex RequestField();
}
