using System.Text;
using AtRest.Hosting.Api.Authentication;
using AtRest.Hosting.Tests.Api.Support;

namespace AtRest.Hosting.Tests.Api.Routes;

/// <summary>A request for an audit that is sent again, since its answer was lost.</summary>
public sealed class IdempotencyKeyTests(ApiFixture fixture)
{
    private const string Audits = "/api/organizations/acme/audits";
    private const string Report = $"/api/organizations/acme/clusters/{Fleet.Payments}/report";
    private const string One = $$"""{"clusters":["{{Fleet.Claims}}"]}""";
    private const string Other = $$"""{"clusters":["{{Fleet.Payments}}"]}""";
    private const string Both = $$"""{"clusters":["{{Fleet.Payments}}","{{Fleet.Claims}}"]}""";
    private const string BothTurned = $$"""{"clusters":["{{Fleet.Claims}}","{{Fleet.Payments}}"]}""";

    [Theory]
    [InlineData("", "", true)]
    [InlineData(Both, BothTurned, true)]
    [InlineData(One, Other, false)]
    [InlineData(One, "", false)]
    public async Task StartAudit_SentAgain_IsTheSameAuditIfItIsOfTheSameClusters(string first, string second, bool isSame)
    {
        var key = Guid.NewGuid().ToString();

        var one = await StartAsync(first, key);
        var two = await StartAsync(second, key);

        (two == one).ShouldBe(isSame);
    }

    [Fact]
    public async Task StartAudit_WithoutAKeyOrWithAnother_IsAFurtherAudit()
    {
        string[] audits = [await StartAsync("", null), await StartAsync("", null), await StartAsync("", "\"a\""), await StartAsync("", "\"b\"")];

        audits.Distinct().Count().ShouldBe(4);
    }

    [Fact]
    public async Task StartAudit_KeyOfAnotherOrganization_IsAnotherAudit()
    {
        var key = Guid.NewGuid().ToString();
        var acme = await StartAsync("", key);

        var globex = await SendAsync("/api/organizations/globex/audits", Fleet.GlobexKey, null, key);

        ((int)globex.Status).ShouldBe(202, globex.Body);
        Id(globex).ShouldNotBe(acme);
        ((int)(await fixture.Server.GetAsync($"/api/organizations/globex/audits/{acme}", Fleet.GlobexKey)).Status).ShouldBe(404);
    }

    [Fact]
    public async Task ClusterReport_SentAgain_IsTheSameReportInAnyFormat()
    {
        var key = Guid.NewGuid().ToString();

        var one = await SendAsync(Report, Fleet.AcmeKey, null, key);
        var two = await SendAsync(Report, Fleet.AcmeKey, null, key);
        var page = await SendAsync($"{Report}?format=html", Fleet.AcmeKey, null, key);
        var other = await SendAsync(Report, Fleet.AcmeKey, null, Guid.NewGuid().ToString());

        ((int)one.Status).ShouldBe(200, one.Body);
        two.Body.ShouldBe(one.Body);
        page.Headers["Content-Location"].ShouldBe(one.Headers["Content-Location"].Replace("/json", "/html", StringComparison.Ordinal));
        other.Headers["Content-Location"].ShouldNotBe(one.Headers["Content-Location"]);
    }

    [Theory]
    [InlineData("Idempotency-Key: \r\n")]
    [InlineData("Idempotency-Key: a\r\nIdempotency-Key: b\r\n")]
    [InlineData("Idempotency-Key: schl\u00fcssel\r\n")]
    [InlineData("long")]
    public async Task Key_ThatIsNone_IsRefusedAndSaysWhatIsWanted(string headers)
    {
        headers = headers == "long" ? $"Idempotency-Key: {new string('a', 256)}\r\n" : headers;

        foreach (var target in new[] { Audits, Report })
        {
            var reply = await RawHttp.GetAsync(fixture.Server.Url, "POST", target, $"{Credentials.KeyHeader}: {Fleet.AcmeKey}\r\n{headers}");

            reply.ShouldBeProblem(400);
            reply.Body.ShouldContain("Idempotency-Key");
        }
    }

    private static string Id(Reply reply) => reply.Json.GetProperty("id").GetString()!;

    private async Task<string> StartAsync(string body, string? key)
    {
        var reply = await SendAsync(Audits, Fleet.AcmeKey, new StringContent(body, Encoding.UTF8, "application/json"), key);
        ((int)reply.Status).ShouldBe(202, reply.Body);
        return Id(reply);
    }

    private Task<Reply> SendAsync(string path, string caller, HttpContent? content, string? key) => fixture.Server.SendAsync(HttpMethod.Post, path, request =>
    {
        request.Content = content;
        request.Headers.Add(Credentials.KeyHeader, caller);
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }
    });
}
