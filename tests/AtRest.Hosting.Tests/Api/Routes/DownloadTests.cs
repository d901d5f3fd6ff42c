using System.Security.Cryptography;
using System.Text;
using AtRest.Hosting.Tests.Api.Support;

namespace AtRest.Hosting.Tests.Api.Routes;

public sealed class DownloadTests(ApiFixture fixture)
{
    private string Html => $"/api/organizations/acme/reports/{fixture.Acme.Report}/html";

    [Fact]
    public async Task Download_Always_IsTheFileWithItsHashAndName()
    {
        var reply = await fixture.Server.GetAsync(Html, Fleet.AcmeKey);

        ((int)reply.Status).ShouldBe(200);
        reply.MediaType!.ShouldStartWith("text/html");
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(reply.Body));
        reply.Headers["ETag"].ShouldBe($"\"{Convert.ToHexStringLower(hash)}\"");
        reply.Headers["Repr-Digest"].ShouldBe($"sha-256=:{Convert.ToBase64String(hash)}:");
        reply.Headers["Content-Length"].ShouldBe($"{Encoding.UTF8.GetByteCount(reply.Body)}");
        reply.Headers["Content-Disposition"].ShouldMatch("^attachment; filename=\"atrest-acme-partial-[0-9]{8}-[0-9]{6}\\.html\"$");
        reply.Headers["Cache-Control"].ShouldBe("no-cache, private");
        reply.Headers["Vary"].ShouldBe("Authorization, x-api-key");
    }

    [Theory]
    [InlineData("{0}")]
    [InlineData("W/{0}")]
    [InlineData("\"other\", {0}")]
    [InlineData("*")]
    public async Task Download_IsThereAlready_Is304(string condition)
    {
        var tag = (await fixture.Server.GetAsync(Html, Fleet.AcmeKey)).Headers["ETag"];

        var reply = await AskAsync("GET", Html, "If-None-Match", string.Format(System.Globalization.CultureInfo.InvariantCulture, condition, tag));

        ((int)reply.Status).ShouldBe(304);
        reply.Body.ShouldBeEmpty();
        reply.Headers["ETag"].ShouldBe(tag);
    }

    [Theory]
    [InlineData("\"other\"")]
    [InlineData("nonsense")]
    public async Task Download_AnotherIsThere_IsTheFile(string condition) => ((int)(await AskAsync("GET", Html, "If-None-Match", condition)).Status).ShouldBe(200);

    [Fact]
    public async Task Download_Head_HasTheHeadersOnly()
    {
        var get = await fixture.Server.GetAsync(Html, Fleet.AcmeKey);
        var head = await fixture.Server.SendAsync(HttpMethod.Head, Html, Fleet.AcmeKey);

        ((int)head.Status).ShouldBe(200);
        head.Body.ShouldBeEmpty();
        foreach (var name in new[] { "ETag", "Repr-Digest", "Content-Length", "Content-Type", "Content-Disposition" })
        {
            head.Headers[name].ShouldBe(get.Headers[name]);
        }
    }

    [Fact]
    public async Task Download_UnknownFormat_Is404WithTheList()
    {
        var reply = await fixture.Server.GetAsync($"/api/organizations/acme/reports/{fixture.Acme.Report}/docx", Fleet.AcmeKey);

        reply.ShouldBeProblem(404);
        reply.Json.GetProperty("formats").EnumerateArray().Select(format => format.GetString()).ShouldBe([.. fixture.Server.Renderers.Select(renderer => renderer.Format), "evidence"], ignoreOrder: true);
    }

    [Fact]
    public async Task ClusterReport_UnknownFormat_Is400WithTheListAndNoAudit()
    {
        var before = (await fixture.Server.GetAsync("/api/organizations/globex/reports", Fleet.GlobexKey)).Json.GetProperty("reports").GetArrayLength();

        var reply = await fixture.Server.SendAsync(HttpMethod.Post, $"/api/organizations/globex/clusters/{Fleet.Reactor}/report?format=docx", Fleet.GlobexKey);

        reply.ShouldBeProblem(400);
        reply.Json.GetProperty("formats").GetArrayLength().ShouldBe(fixture.Server.Renderers.Count());
        (await fixture.Server.GetAsync("/api/organizations/globex/reports", Fleet.GlobexKey)).Json.GetProperty("reports").GetArrayLength().ShouldBe(before);
    }

    [Theory]
    [InlineData("", "application/json")]
    [InlineData("?format=json", "application/json")]
    [InlineData("?format=html", "text/html")]
    [InlineData("?format=csv", "text/csv")]
    public async Task ClusterReport_Format_IsAnsweredAndKept(string query, string type)
    {
        var reply = await fixture.Server.SendAsync(HttpMethod.Post, $"/api/organizations/acme/clusters/{Fleet.Claims.ToUpperInvariant()}/report{query}", Fleet.AcmeKey);

        ((int)reply.Status).ShouldBe(200, reply.Body);
        reply.MediaType!.ShouldStartWith(type);
        var kept = await fixture.Server.GetAsync(reply.Headers["Content-Location"], Fleet.AcmeKey);
        kept.Body.ShouldBe(reply.Body);
        kept.Headers["ETag"].ShouldBe(reply.Headers["ETag"]);
    }

    private Task<Reply> AskAsync(string method, string path, string header, string value) => fixture.Server.SendAsync(new HttpMethod(method), path, request =>
    {
        request.Headers.Add("x-api-key", Fleet.AcmeKey);
        request.Headers.TryAddWithoutValidation(header, value);
    });
}
