using AtRest.Hosting.Api.Authentication;
using AtRest.Hosting.Tests.Api.Support;

namespace AtRest.Hosting.Tests.Api.RateLimits;

public sealed class RateLimitTests
{
    private const string Clusters = "/api/organizations/acme/clusters";

    [Fact]
    public async Task Caller_TooOften_Waits_AndOthersDoNot()
    {
        await using var server = await StartAsync("Caller", "3");

        var last = await RepeatAsync(4, () => server.GetAsync(Clusters, Fleet.AcmeKey));

        last.ShouldBeProblem(429);
        int.Parse(last.Headers["Retry-After"], System.Globalization.CultureInfo.InvariantCulture).ShouldBeInRange(1, 20);
        ((int)(await server.GetAsync("/api/organizations/globex/clusters", Fleet.GlobexKey)).Status).ShouldBe(200);
        ((int)(await server.GetAsync("/api/health/live")).Status).ShouldBe(200);
    }

    [Fact]
    public async Task Audits_TooMany_WaitForThatOrganizationOnly()
    {
        await using var server = await StartAsync("Audits", "2");

        var last = await RepeatAsync(3, () => server.SendAsync(HttpMethod.Post, "/api/organizations/acme/audits", Fleet.AcmeKey));

        last.ShouldBeProblem(429);
        (await server.SendAsync(HttpMethod.Post, $"{Clusters}/{Fleet.Payments}/report", Fleet.OperatorKey)).ShouldBeProblem(429);
        ((int)(await server.GetAsync(Clusters, Fleet.AcmeKey)).Status).ShouldBe(200);
        ((int)(await server.SendAsync(HttpMethod.Post, "/api/organizations/globex/audits", Fleet.OperatorKey)).Status).ShouldBe(202);
    }

    [Fact]
    public async Task WrongCredentials_TooMany_Wait_AndAGoodOneFromTheSameAddressDoesNot()
    {
        await using var server = await StartAsync("Failures", "3");

        (await RepeatAsync(4, () => server.GetAsync(Clusters, ApiKey.Create()))).ShouldBeProblem(429);
        (await server.GetAsync(Clusters)).ShouldBeProblem(429);
        ((int)(await server.GetAsync(Clusters, Fleet.AcmeKey)).Status).ShouldBe(200);
    }

    [Fact]
    public async Task OpenDocument_TooOften_Waits_AndHealthDoesNot()
    {
        await using var server = await StartAsync("Address", "2");

        (await RepeatAsync(3, () => server.GetAsync("/api/openapi.json"))).ShouldBeProblem(429);
        ((int)(await RepeatAsync(20, () => server.GetAsync("/api/health/ready"))).Status).ShouldBe(200);
    }

    [Fact]
    public async Task Webhook_TooOften_WaitsByItsOwnLimit()
    {
        await using var server = await StartAsync("Webhook", "2");

        (await RepeatAsync(3, () => server.SendAsync(HttpMethod.Post, "/api/webhooks/key-policy"))).ShouldBeProblem(429);
        ((int)(await server.GetAsync(Clusters, Fleet.AcmeKey)).Status).ShouldBe(200);
    }

    [Theory]
    [InlineData("Caller", "GET", Clusters, Key.Own, "caller")]
    [InlineData("Audits", "POST", "/api/organizations/acme/audits", Key.Own, "audits")]
    [InlineData("Address", "GET", "/api/openapi.json", Key.None, "address")]
    [InlineData("Failures", "GET", Clusters, Key.Wrong, "failures")]
    [InlineData("Webhook", "POST", "/api/webhooks/key-policy", Key.None, "webhook")]
    public async Task Rejection_ByAnyLimit_IsCountedByThatLimit(string limit, string method, string path, Key key, string measured)
    {
        await using var server = await StartAsync(limit, "2");
        using var metrics = new RejectionCount(server.Services);
        var credential = key switch { Key.Own => Fleet.AcmeKey, Key.Wrong => ApiKey.Create(), _ => null };

        (await RepeatAsync(3, () => server.SendAsync(new HttpMethod(method), path, credential))).ShouldBeProblem(429);
        (await server.SendAsync(new HttpMethod(method), path, credential)).ShouldBeProblem(429);

        metrics.ByLimit.ShouldBe(new Dictionary<string, long> { [measured] = 2 });
    }

    /// <summary>Which credential a request carries.</summary>
    public enum Key
    {
        None,
        Own,
        Wrong,
    }

    private static async Task<ApiServer> StartAsync(string limit, string perMinute)
    {
        var settings = Fleet.Settings();
        settings[$"AtRest:RateLimits:{limit}"] = perMinute;
        return await ApiServer.StartAsync(settings);
    }

    private static async Task<Reply> RepeatAsync(int times, Func<Task<Reply>> ask)
    {
        for (var time = 1; time < times; time++)
        {
            (await ask()).Status.ShouldNotBe(System.Net.HttpStatusCode.TooManyRequests);
        }

        return await ask();
    }
}
