using System.Text;
using AtRest.Hosting.Tests.Api.Support;
using AtRest.Hosting.Webhooks;

namespace AtRest.Hosting.Tests.Keys;

/// <summary>A key works for its kind only.</summary>
public sealed class OtherKindsTests
{
    private const string Event = """{ "id": "1", "source": "aws.kms", "account": "111122223333", "region": "eu-central-1", "detail-type": "AWS API Call via CloudTrail", "detail": {} }""";

    [Fact]
    public async Task WebhookKey_OfAnOrganization_SendsItsEventsUntilItIsRevoked()
    {
        await using var server = await ApiServer.StartAsync(Fleet.Settings());
        var (id, text) = await KeyMaker.MakeAsync(server, KeyMaker.AcmeKeys, Fleet.AcmeKey, """{ "kind": "webhook" }""");

        (await SendAsync(server, text)).ShouldBe(202);
        server.Log.Text.ShouldContain("webhook:acme");
        await server.SendAsync(HttpMethod.Delete, $"{KeyMaker.AcmeKeys}/{id}", Fleet.AcmeKey);
        (await SendAsync(server, text)).ShouldBe(401);
    }

    /// <summary>Without a key in the settings, too.</summary>
    [Fact]
    public async Task WebhookKey_WithoutKeysInTheSettings_Works()
    {
        var settings = Fleet.Settings();
        settings["AtRest:Webhook:Keys:0"] = null;
        await using var server = await ApiServer.StartAsync(settings);
        var (id, text) = await KeyMaker.MakeAsync(server, KeyMaker.AcmeKeys, Fleet.AcmeKey, """{ "kind": "webhook" }""");

        (await SendAsync(server, text)).ShouldBe(202);
        (await SendAsync(server, "nonsense-nonsense-nonsense")).ShouldBe(503);
        await server.SendAsync(HttpMethod.Delete, $"{KeyMaker.AcmeKeys}/{id}", Fleet.AcmeKey);
        (await SendAsync(server, text)).ShouldBe(401);
    }

    [Fact]
    public async Task Key_OfAnotherKind_IsRefused()
    {
        await using var server = await ApiServer.StartAsync(Fleet.Settings());
        var (_, api) = await KeyMaker.MakeAsync(server, KeyMaker.AcmeKeys, Fleet.AcmeKey);
        var (_, webhook) = await KeyMaker.MakeAsync(server, KeyMaker.AcmeKeys, Fleet.AcmeKey, """{ "kind": "webhook" }""");
        var (_, calendar) = await KeyMaker.MakeAsync(server, KeyMaker.AcmeKeys, Fleet.AcmeKey, """{ "kind": "calendar" }""");

        (await KeyMaker.StatusAsync(server, webhook)).ShouldBe(401);
        (await KeyMaker.StatusAsync(server, calendar)).ShouldBe(401);
        (await SendAsync(server, api)).ShouldBe(401);
        (await SendAsync(server, calendar)).ShouldBe(401);
        (await server.GetAsync($"/api/calendar/{api}/calendar.ics")).ShouldBeProblem(404);
        (await server.GetAsync($"/api/calendar/{webhook}/calendar.ics")).ShouldBeProblem(404);
        ((int)(await server.GetAsync($"/api/calendar/{calendar}/calendar.ics")).Status).ShouldBe(200);
    }

    private static async Task<int> SendAsync(ApiServer server, string key) => (int)(await server.SendAsync(HttpMethod.Post, "/api/webhooks/key-policy", request =>
    {
        request.Headers.TryAddWithoutValidation(WebhookKeys.Header, key);
        request.Content = new StringContent(Event, Encoding.UTF8, "application/json");
    })).Status;
}
