using System.Net;
using AtRest.Hosting.Tests.Webhooks.Support;

namespace AtRest.Hosting.Tests.Webhooks;

public sealed class WebhookAuthenticationTests : HookTest
{
    private const string Second = "second-key-of-the-webhook-0123456789";

    [Theory]
    [InlineData]
    [InlineData("")]
    [InlineData("wrong-key-of-the-webhook-0123456789")]
    [InlineData("key-of-the-webhook-0123456789abcde")]
    [InlineData("key-of-the-webhook-0123456789abcdef0")]
    [InlineData("KEY-OF-THE-WEBHOOK-0123456789ABCDEF")]
    [InlineData(HookApp.Key, HookApp.Key)]
    public async Task Post_NoOrWrongKey_IsRefusedWithProblemDetails(params string[] keys)
    {
        var app = await StartAsync();

        using var response = await app.SendAsync(EventSamples.Call(TestInventory.Single).ToJsonString(), keys);

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        response.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json");
        response.Headers.WwwAuthenticate.ToString().ShouldContain("x-atrest-webhook-key");
        (await response.Content.ReadAsStringAsync(Cancellation)).ShouldNotContain("of-the-webhook");
        (await app.CountAsync("atrest-key-changes")).ShouldBe(0);
    }

    [Theory]
    [InlineData(HookApp.Key)]
    [InlineData(Second)]
    public async Task Post_TwoKeysAreSet_TakesEither(string key)
    {
        var app = await StartAsync(settings => settings with { Values = new() { ["AtRest:Webhook:Keys:1"] = Second } });

        using var response = await app.SendAsync(EventSamples.Call(TestInventory.Single).ToJsonString(), key);

        response.StatusCode.ShouldBe(HttpStatusCode.Accepted);
    }

    /// <summary>EventBridge sends an event again after 503, and drops it after 401.</summary>
    [Theory]
    [InlineData("")]
    [InlineData(HookApp.Key)]
    public async Task Post_NoKeyIsSet_IsRequestedAgainWhateverTheKey(string key)
    {
        var app = await StartAsync(settings => settings with { Values = new() { ["AtRest:Webhook:Keys:0"] = null } });

        using var response = await app.SendAsync(EventSamples.Call(TestInventory.Single).ToJsonString(), key);

        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        response.Headers.RetryAfter.ShouldNotBeNull();
        response.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json");
    }
}
