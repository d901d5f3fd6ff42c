using AtRest.Hosting.Tests.Api.Support;

namespace AtRest.Hosting.Tests.Api.Routes;

/// <summary>IDs that are none, in each place of each route, as the bytes that an attacker sends.</summary>
public sealed class HostilePathTests(ApiFixture fixture)
{
    private static readonly string[] Hostile =
    [
        "..", "%2e%2e", "..%2f..%2f", "%2e%2e%2fglobex", "..%5c..", "..;", "%00", "acme%00", "acme%2f..%2fglobex", "acme/../globex", "%252e%252e%252f", "%c0%ae%c0%ae", "ACME", "acme%20", " acme".Trim() + "%0a",
        "acm%C3%A9", "%F0%9F%94%92", "latest%2e", ".", "-", "*", "'%20OR%20'1'='1", "%24where", "con", "x:y", "organizations%2fglobex%2freports", new string('a', 300), new string('a', 3000),
    ];

    [Theory]
    [MemberData(nameof(RouteTable.OfSomeCallers), MemberType = typeof(RouteTable))]
    public async Task CallerRoute_HostileIds_AreNeverFound(string name)
    {
        var route = RouteTable.All[name];
        foreach (var text in Hostile)
        {
            Things[] wrong =
            [
                fixture.Acme with { Organization = text },
                .. name is "GetAudit" ? [fixture.Acme with { Audit = text }] : Array.Empty<Things>(),
                .. name is "DownloadReport" ? [fixture.Acme with { Report = text }] : Array.Empty<Things>(),
                .. name is "RevokeKey" ? [fixture.Acme with { Key = text }] : Array.Empty<Things>(),
                .. name is "RevokeNotificationEndpoint" ? [fixture.Acme with { Endpoint = text }] : Array.Empty<Things>(),
                .. name is "TestNotificationEndpoint" ? [fixture.Acme with { TestedEndpoint = text }] : Array.Empty<Things>(),
                .. name is "ListBatches" ? [fixture.Acme with { Audit = text }] : Array.Empty<Things>(),
                .. name is "GetCluster" ? [fixture.Acme with { Cluster = text }] : Array.Empty<Things>(),
                .. name is "ClusterReport" ? [fixture.Acme with { Cluster = text }] : Array.Empty<Things>(),
            ];
            foreach (var target in wrong.Select(route.Path))
            {
                var reply = await RawHttp.GetAsync(fixture.Server.Url, route.Method.Method, target, $"x-api-key: {Fleet.AcmeKey}\r\n");

                ((int)reply.Status).ShouldBeOneOf([400, 404, 405], $"{target}: {reply.Body}");
                reply.Body.ShouldNotContain("reactor", Case.Insensitive, target);
            }
        }
    }

    [Theory]
    [InlineData("json%2f..%2fhtml")]
    [InlineData("..%2f..%2findex")]
    [InlineData("JSON")]
    [InlineData("json%00")]
    [InlineData("evidence.json")]
    public async Task DownloadReport_HostileFormat_Is404WithTheList(string format)
    {
        var reply = await RawHttp.GetAsync(fixture.Server.Url, "GET", $"/api/organizations/acme/reports/{fixture.Acme.Report}/{format}", $"x-api-key: {Fleet.AcmeKey}\r\n");

        ((int)reply.Status).ShouldBeOneOf(400, 404);
        if ((int)reply.Status == 404)
        {
            reply.ShouldBeProblem(404);
            reply.Json.GetProperty("formats").EnumerateArray().Select(item => item.GetString()).ShouldContain("html");
        }
    }

    /// <summary>The storage is broken, so a request that reaches it fails.</summary>
    [Fact]
    public async Task HostileIds_Always_StayAwayFromTheStorage()
    {
        await using var server = await ApiServer.StartAsync(Fleet.Settings());
        await File.WriteAllTextAsync(server.Data, "a file where the folder should be", TestContext.Current.CancellationToken);

        // The server itself takes ".." out of a path, and "con" could be an organization: both are good addresses.
        foreach (var text in Hostile.Except(["acme/../globex", "con"]))
        {
            string[] targets = [$"/api/organizations/{text}/reports/latest/json", $"/api/organizations/acme/audits/{text}", $"/api/organizations/acme/reports/{text}/json"];
            foreach (var target in targets)
            {
                var reply = await RawHttp.GetAsync(server.Url, "GET", target, $"x-api-key: {Fleet.OperatorKey}\r\n");

                ((int)reply.Status).ShouldBeOneOf([400, 404, 405], $"{target}: {reply.Body}");
            }
        }
    }
}
