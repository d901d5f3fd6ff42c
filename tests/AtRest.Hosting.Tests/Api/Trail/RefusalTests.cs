using System.Globalization;
using System.Net;
using AtRest.Hosting.Api.Authentication;
using AtRest.Hosting.Logs;
using AtRest.Hosting.Tests.Api.Support;

namespace AtRest.Hosting.Tests.Api.Trail;

/// <summary>Refused requests, over real sockets: the lines are counted at every level and category.</summary>
public sealed class RefusalTests
{
    private const string Clusters = "/api/organizations/acme/clusters";

    public static TheoryData<string> Attacks => [.. ByName.Keys];

    private static Dictionary<string, Func<ApiServer, Task<Reply>>> ByName { get; } = new()
    {
        ["no key"] = server => server.GetAsync(Clusters),
        ["wrong key"] = server => server.GetAsync(Clusters, ApiKey.Create()),
        ["malformed key"] = server => server.GetAsync(Clusters, "atrest_x"),
        ["no token"] = server => server.SendWithTokenAsync(HttpMethod.Get, Clusters, "a.b.c"),
        ["unknown path"] = server => server.GetAsync($"/{Guid.NewGuid()}"),
        ["unknown method"] = server => server.SendAsync(HttpMethod.Delete, Clusters),
        ["long path"] = server => server.GetAsync($"/api/{new string('p', 7000)}"),
        ["oversize body"] = server => RawHttp.PostAsync(server.Url, "/api/organizations/acme/audits", $"x-api-key: {Fleet.AcmeKey}\r\nContent-Length: 100000\r\n", new string('x', 100_000)),
        ["unknown parameter"] = server => server.GetAsync($"{Clusters}?x=1", Fleet.AcmeKey),
        ["other organization"] = server => server.GetAsync("/api/organizations/globex/clusters", Fleet.AcmeKey),
        ["webhook without key"] = server => server.SendAsync(HttpMethod.Post, "/api/webhooks/key-policy"),
        ["chunk overflow"] = server => RawHttp.PostAsync(server.Url, "/api/organizations/acme/audits", $"x-api-key: {Fleet.AcmeKey}\r\nTransfer-Encoding: chunked\r\n", "FFFFFFFFFFFFFFFFF\r\nx"),
        ["not HTTP"] = server => RawHttp.GetAsync(server.Url, "GET", "/a b", "x\r\n"),
    };

    [Theory]
    [MemberData(nameof(Attacks))]
    public async Task Refused_ManyTimes_IsOneLineAndOneNumber(string attack)
    {
        var settings = Fleet.Settings();
        settings["AtRest:Logs:WindowSeconds"] = "3600";
        settings["AtRest:RateLimits:Failures"] = "20";
        await using var server = await ApiServer.StartAsync(settings);
        await server.GetAsync("/api/health/live");
        var begin = server.Log.Lines.Count;

        for (var request = 0; request < 60; request++)
        {
            ((int)(await ByName[attack](server)).Status).ShouldBeInRange(400, 499);
        }

        // Debug and Trace are off unless somebody turns them on.
        bool IsWritten(string line) => !line.StartsWith("Debug", StringComparison.Ordinal) && !line.StartsWith("Trace", StringComparison.Ordinal) && !line.StartsWith("scope", StringComparison.Ordinal)
            && !(line.StartsWith("Information Microsoft.", StringComparison.Ordinal) || line.StartsWith("Information System.", StringComparison.Ordinal));
        var lines = server.Log.Lines.Skip(begin).Where(IsWritten).ToList();
        lines.Count.ShouldBeLessThanOrEqualTo(attack == "not HTTP" ? 0 : 1, string.Join('\n', lines));
        lines.ShouldAllBe(line => line.Contains("127.0.0.1", StringComparison.Ordinal) && line.Contains("was refused", StringComparison.Ordinal) && line.Length < 2000);
        var before = server.Log.Lines.Count;
        await server.DisposeAsync();
        if (attack != "not HTTP")
        {
            server.Log.Lines.Skip(before).Count(line => line.Contains("59 more requests from 127.0.0.1", StringComparison.Ordinal)).ShouldBe(1, server.Log.Text);
        }
    }

    [Fact]
    public async Task Refused_FromManyAddresses_IsABoundedNumberOfLines()
    {
        var settings = Fleet.Settings();
        settings["AtRest:Logs:WindowSeconds"] = "3600";
        settings["AtRest:Http:ProxyHops"] = "1";
        await using var server = await ApiServer.StartAsync(settings);

        for (var request = 0; request < 300; request++)
        {
            await FromAsync(server, $"198.51.{request / 250}.{request % 250}");
        }

        await server.DisposeAsync();
        server.Log.Lines.Count(line => line.Contains("was refused", StringComparison.Ordinal)).ShouldBe(Repeats<string>.MostKeys + 1);
        server.Log.Text.ShouldContain($"{300 - Repeats<string>.MostKeys - 1} more requests from other addresses");
    }

    /// <summary>One client has a whole network of IPv6 addresses.</summary>
    [Fact]
    public async Task Refused_FromOneNetwork_IsOneLine()
    {
        var settings = Fleet.Settings();
        settings["AtRest:Http:ProxyHops"] = "1";
        await using var server = await ApiServer.StartAsync(settings);

        for (var request = 1; request < 50; request++)
        {
            await FromAsync(server, $"2001:db8:1:2::{request.ToString("x", CultureInfo.InvariantCulture)}");
        }

        await server.DisposeAsync();
        server.Log.Lines.Count(line => line.Contains("was refused", StringComparison.Ordinal)).ShouldBe(1);
        server.Log.Text.ShouldContain("from 2001:db8:1:2::/64");
    }

    [Fact]
    public async Task Refused_WithAForwardedAddressAndNoProxy_IsTheAddressOfTheConnection()
    {
        await using var server = await ApiServer.StartAsync(Fleet.Settings());

        for (var request = 0; request < 20; request++)
        {
            await FromAsync(server, $"198.51.100.{request}");
        }

        await server.DisposeAsync();
        var line = server.Log.Lines.Where(line => line.Contains("was refused", StringComparison.Ordinal)).ShouldHaveSingleItem();
        line.ShouldContain("from 127.0.0.1");
        line.ShouldNotContain("198.51");
    }

    [Fact]
    public async Task Refused_WithAKeyAndDeceivingCharactersInThePath_ShowsNeither()
    {
        var key = ApiKey.Create();
        await using var server = await ApiServer.StartAsync(Fleet.Settings());

        await server.GetAsync($"/api/{key}%E2%80%AE%0D%0Aforged%1B%E2%80%8B/x");

        // The line is written after the answer.
        await server.DisposeAsync();
        server.Log.Text.ShouldNotContain(key);
        var line = server.Log.Lines.Where(line => line.Contains("was refused", StringComparison.Ordinal)).ShouldHaveSingleItem();
        line.ShouldContain(@"\u202E\r\nforged\u001B\u200B/x");
        server.Log.Text.ShouldNotContain("\u202e");
        server.Log.Text.ShouldNotContain("\r");
    }

    /// <summary>An attack without a credential must not hide who was refused with one.</summary>
    [Fact]
    public async Task Refused_WithACredentialAmongManyWithout_IsItsOwnLine()
    {
        await using var server = await ApiServer.StartAsync(Fleet.Settings());
        for (var request = 0; request < 20; request++)
        {
            await server.GetAsync(Clusters);
        }

        await server.GetAsync("/api/organizations/globex/clusters", Fleet.AcmeKey);

        await server.DisposeAsync();
        var lines = server.Log.Lines.Where(line => line.Contains("was refused", StringComparison.Ordinal)).ToList();
        lines.Count.ShouldBe(2);
        lines[1].ShouldContain($"by key:{ApiKey.HashOf(Fleet.AcmeKey)[..12]}");
    }

    /// <summary>A response to <c>head</c> was 500: the server took it for HEAD, and its connection did not.</summary>
    [Theory]
    [InlineData("head")]
    [InlineData("Get")]
    public async Task Method_InAnotherCase_Is400(string method)
    {
        await using var server = await ApiServer.StartAsync(Fleet.Settings());
        foreach (var path in new[] { "/api/health/live", "/api/openapi.json", "/api/nothing" })
        {
            var reply = await RawHttp.GetAsync(server.Url, method, path, "");

            reply.ShouldBeProblem(400);
            reply.Json.GetProperty("detail").GetString().ShouldNotBeNull().ShouldContain($"Send '{method.ToUpperInvariant()}'.");
        }

        server.Log.Lines.ShouldAllBe(line => !line.StartsWith("Error", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("FFFFFFFFFFFFFFFFF\r\nx")]
    [InlineData("FFFFFFFFFFFFFFFF\r\nx")]
    [InlineData("8000000000000000\r\nx")]
    [InlineData("7FFFFFFFFFFFFFFF\r\nx")]
    [InlineData("FFFFFFFF\r\nx")]
    [InlineData("80000000\r\nx")]
    [InlineData("-1\r\nx")]
    [InlineData("g\r\nx")]
    [InlineData("1\r\nxx0\r\n\r\n")]
    public async Task Chunk_SizeThatCannotBe_Is400(string body)
    {
        await using var server = await ApiServer.StartAsync(Fleet.Settings());
        foreach (var (path, headers) in new[] { ("/api/organizations/acme/audits", $"x-api-key: {Fleet.AcmeKey}\r\n"), ("/api/webhooks/key-policy", $"x-atrest-webhook-key: {Fleet.WebhookKey}\r\n") })
        {
            var reply = await RawHttp.PostAsync(server.Url, path, $"{headers}Transfer-Encoding: chunked\r\n", body);

            // A size that is a number is too long for the route.
            ((int)reply.Status).ShouldBe(body.StartsWith("7FFFFFFF", StringComparison.Ordinal) ? (int)reply.Status : 400, body);
            ((int)reply.Status).ShouldBeInRange(400, 413);
        }

        server.Log.Lines.ShouldAllBe(line => !line.StartsWith("Error", StringComparison.Ordinal));
    }

    private static async Task FromAsync(ApiServer server, string address) =>
        (await server.SendAsync(HttpMethod.Get, Clusters, request => request.Headers.Add("X-Forwarded-For", address))).Status.ShouldBe(HttpStatusCode.Unauthorized);
}
