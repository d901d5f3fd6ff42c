using AtRest.Hosting.Tests.Api.Support;

namespace AtRest.Hosting.Tests.Api.Problems;

public sealed class SecurityHeaderTests(ApiFixture fixture)
{
    [Theory]
    [InlineData("/api/health/live")]
    [InlineData("/api/openapi.json")]
    [InlineData("/api/nothing")]
    [InlineData("/api/organizations/acme/clusters")]
    public async Task Answer_Any_HasThem(string path)
    {
        var reply = await fixture.Server.GetAsync(path);

        reply.Headers["X-Content-Type-Options"].ShouldBe("nosniff");
        reply.Headers["Referrer-Policy"].ShouldBe("no-referrer");
        reply.Headers["X-Frame-Options"].ShouldBe("DENY");
        reply.Headers["Cross-Origin-Resource-Policy"].ShouldBe("same-origin");
        reply.Headers["Content-Security-Policy"].ShouldBe("default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
        reply.Headers.ShouldNotContainKey("Server");
        reply.Headers.ShouldNotContainKey("Strict-Transport-Security");
        reply.Headers.ShouldNotContainKey("Access-Control-Allow-Origin");
    }

    [Fact]
    public async Task HtmlReport_Always_MayUseItsStyleAndNothingElse()
    {
        var reply = await fixture.Server.GetAsync($"/api/organizations/acme/reports/{fixture.Acme.Report}/html", Fleet.AcmeKey);

        reply.Headers["Content-Security-Policy"].ShouldBe("default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
        reply.Headers["Content-Disposition"].ShouldStartWith("attachment;");
    }

    [Theory]
    [InlineData("0", "https", false)]
    [InlineData("1", "https", true)]
    [InlineData("1", "http", false)]
    public async Task Answer_OverHttps_TellsBrowsersToStayThere(string hops, string scheme, bool expected)
    {
        var settings = Fleet.Settings();
        settings["AtRest:Http:ProxyHops"] = hops;
        await using var server = await ApiServer.StartAsync(settings);

        var reply = await server.SendAsync(HttpMethod.Get, "/api/health/live", request => request.Headers.Add("X-Forwarded-Proto", scheme));

        reply.Headers.ContainsKey("Strict-Transport-Security").ShouldBe(expected);
    }
}
