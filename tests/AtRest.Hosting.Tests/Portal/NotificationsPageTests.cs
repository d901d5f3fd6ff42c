using System.Net;
using System.Text.RegularExpressions;
using AtRest.Hosting.Tests.Notifications.Support;
using AtRest.Hosting.Tests.Portal.Support;

namespace AtRest.Hosting.Tests.Portal;

/// <summary>Notification endpoints as pages.</summary>
public sealed partial class NotificationsPageTests(PortalFixture fixture)
{
    private const string List = "/organizations/acme-bank/notifications";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Endpoint_MadeOnThePage_ShowsItsSecretOnceAndIsTestedAndRevoked(bool isOperator)
    {
        await using var receiver = await Receiver.StartAsync();
        var world = await fixture.WorldAsync();
        var server = await world.ServeAsync(new() { ["AtRest:NotificationEndpoints:AllowPrivateAddresses"] = "true" });
        using var visitor = await world.EnterAsync(isOperator ? world.OperatorKey : world.AcmeKey, PortalWorld.UrlOf(server));
        var made = await visitor.PostAsync(List, List, Fields("alerts <b>", receiver.Url));
        ((int)made.Status).ShouldBe(200, made.Body);
        made.Headers["Cache-Control"].ShouldBe("no-store");
        var secret = WebUtility.HtmlDecode(Secret().Match(made.Body).Groups[1].Value);
        var test = Test().Match(made.Body).Groups[1].Value;

        var tested = await visitor.PostAsync(List, test, []);

        tested.Body.ShouldContain("The test message was delivered");
        StandardWebhook.IsGood(receiver.Arrived.ShouldHaveSingleItem(), secret, TimeProvider.System.GetUtcNow()).ShouldBeTrue();
        var page = WebUtility.HtmlDecode((await visitor.GetAsync(List)).Body);
        page.ShouldNotContain(secret);
        page.ShouldNotContain(receiver.Url);
        page.ShouldContain("127.0.0.1");
        page.ShouldContain(", delivered");
        var one = test[..^"/test".Length];
        (await visitor.GetAsync(one)).Body.ShouldContain("Revoke this endpoint?");
        (await visitor.PostAsync(one, one, [])).Headers["Location"].ShouldBe(List);
        ((int)(await visitor.GetAsync(one)).Status).ShouldBe(404);
        ((int)(await visitor.PostAsync(List, test, [])).Status).ShouldBe(404);
        (await visitor.GetAsync(List)).Body.ShouldContain("Revoked on");
        var trail = WebUtility.HtmlDecode((await visitor.GetAsync("/organizations/acme-bank/trail")).Body);
        trail.ShouldContain("Made the notification endpoint webhook: alerts <b>");
        trail.ShouldContain("Sent a test message to the notification endpoint webhook: alerts <b>");
        trail.ShouldContain("Revoked the notification endpoint webhook: alerts <b>");
    }

    [Fact]
    public async Task Form_SentAgain_MakesNoSecondEndpoint()
    {
        var world = await fixture.WorldAsync();
        using var visitor = await world.EnterAsync(world.AcmeKey);
        var fields = Fields("once only", "https://hooks.example.com/");
        fields["request"] = Request().Match((await visitor.GetAsync(List)).Body).Groups[1].Value;

        ((int)(await visitor.PostAsync(List, List, fields)).Status).ShouldBe(200);
        var again = await visitor.PostAsync(List, List, fields);

        ((int)again.Status).ShouldBe(422);
        again.Body.ShouldContain("was sent before");
        again.Body.ShouldNotContain("whsec_");
    }

    [Fact]
    public async Task Form_WithFaults_SaysThemAndKeepsTheRest()
    {
        var world = await fixture.WorldAsync();
        using var visitor = await world.EnterAsync(world.AcmeKey);
        var fields = Fields("", "https://10.0.0.1/");
        fields["format"] = "asff";
        fields["token"] = "secret-token";
        fields["awsRegion"] = "here";

        var page = await visitor.PostAsync(List, List, fields);

        ((int)page.Status).ShouldBe(422);
        page.Body.ShouldContain("Name: The name must have");
        page.Body.ShouldContain("URL: The host must be on the public internet");
        page.Body.ShouldContain("AWS account of Security Hub (ASFF only): ");
        page.Body.ShouldContain("""value="asff" selected""");
        page.Body.ShouldContain("""value="here""");
        page.Body.ShouldNotContain("secret-token");
    }

    [Fact]
    public async Task Member_SeesNoEndpoints()
    {
        // Its own server: only the first refusal of an address is in the trail.
        await using var world = await PortalWorld.BeginAsync(audits: false);
        using var visitor = await world.EnterAsync(world.MemberKey);

        (await visitor.GetAsync("/organizations/acme-bank")).Body.ShouldNotContain($"href=\"{List}\"");
        ((int)(await visitor.GetAsync(List)).Status).ShouldBe(403);
        ((int)(await visitor.PostAsync("/organizations", List, Fields("not allowed", "https://hooks.example.com/"))).Status).ShouldBe(403);
        ((int)(await visitor.PostAsync("/organizations", $"{List}/777777777777/test", [])).Status).ShouldBe(403);
    }

    private static Dictionary<string, string> Fields(string name, string url) => new()
    {
        ["name"] = name,
        ["format"] = "webhook",
        ["url"] = url,
        ["events"] = "changes",
    };

    [GeneratedRegex("<code>(whsec_[^<]+)</code>")]
    private static partial Regex Secret();

    [GeneratedRegex("action=\"(/organizations/acme-bank/notifications/[0-9a-f]{12}/test)\"")]
    private static partial Regex Test();

    [GeneratedRegex("name=\"request\" value=\"([^\"]+)\"")]
    private static partial Regex Request();
}
