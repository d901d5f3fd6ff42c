using System.Text;
using AtRest.Hosting.Tests.Api.Support;

namespace AtRest.Hosting.Tests.Api.Routes;

public sealed class StartAuditTests(ApiFixture fixture)
{
    private const string Audits = "/api/organizations/acme/audits";

    [Theory]
    [InlineData(null, 2)]
    [InlineData("", 2)]
    [InlineData("{}", 2)]
    [InlineData($$"""{"clusters":["{{Fleet.Claims}}"]}""", 1)]
    [InlineData($$"""{"clusters":["{{Fleet.Claims}}","{{Fleet.Payments}}"]}""", 2)]
    public async Task StartAudit_Body_SaysWhichClusters(string? body, int clusters)
    {
        var reply = await fixture.Server.SendAsync(HttpMethod.Post, Audits, Fleet.AcmeKey, body is null ? null : new StringContent(body, Encoding.UTF8, "application/json"));

        ((int)reply.Status).ShouldBe(202, reply.Body);
        reply.Json.GetProperty("state").GetString().ShouldBe("queued");
        reply.Json.GetProperty("clusters").GetInt32().ShouldBe(clusters);
        reply.Headers["Location"].ShouldBe($"{Audits}/{reply.Json.GetProperty("id").GetString()}");
        ((int)(await fixture.Server.GetAsync(reply.Headers["Location"], Fleet.AcmeKey)).Status).ShouldBe(200);
    }

    [Fact]
    public async Task StartAudit_EmptyBodyOfAnotherType_IsNoBody()
    {
        var reply = await fixture.Server.SendAsync(HttpMethod.Post, Audits, Fleet.AcmeKey, new StringContent("", Encoding.UTF8, "application/x-www-form-urlencoded"));

        ((int)reply.Status).ShouldBe(202);
    }

    [Fact]
    public async Task StartAudit_Always_LogsWhoOrderedIt()
    {
        var id = (await fixture.Server.SendAsync(HttpMethod.Post, Audits, Fleet.AcmeKey)).Json.GetProperty("id").GetString();

        fixture.Server.Log.Text.Split('\n').ShouldContain(line => line.Contains($"Audit {id} of organization acme was started by key:", StringComparison.Ordinal));
    }
}
