using System.Text;
using AtRest.Hosting.Tests.Api.Support;

namespace AtRest.Hosting.Tests.Api.Problems;

/// <summary>All errors have the same form.</summary>
public sealed class ProblemTests(ApiFixture fixture)
{
    private const string Audits = "/api/organizations/acme/audits";

    [Theory]
    [InlineData("/api/nothing")]
    [InlineData("/api/organizations/acme")]
    [InlineData("/api/organizations//reports")]
    [InlineData("/elsewhere")]
    [InlineData("/")]
    public async Task Path_Unknown_Is404(string path) => (await fixture.Server.GetAsync(path, Fleet.AcmeKey)).ShouldBeProblem(404);

    [Theory]
    [InlineData("DELETE", "/api/organizations/acme/reports", "GET, HEAD")]
    [InlineData("GET", Audits, "POST")]
    [InlineData("PUT", "/api/health/live", "GET, HEAD")]
    [InlineData("OPTIONS", "/api/organizations/acme/clusters", "GET, HEAD")]
    public async Task Method_Unknown_Is405WithThoseThatThereAre(string method, string path, string allowed)
    {
        var reply = await fixture.Server.SendAsync(new HttpMethod(method), path, Fleet.AcmeKey);

        reply.ShouldBeProblem(405);
        reply.Headers["Allow"].ShouldBe(allowed);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("nonsense")]
    public async Task Body_OfAnotherType_Is415(string type) => (await PostAsync("""{"clusters":["x"]}""", type)).ShouldBeProblem(415);

    [Theory]
    [InlineData("""{"clusters":[""", "")]
    [InlineData("""{"clusters":["a",]}""", "")]
    [InlineData("[]", "")]
    [InlineData("\"clusters\"", "")]
    [InlineData("null", "")]
    [InlineData("""{"cluster":["a"]}""", "/cluster")]
    [InlineData("""{"a/b~c":1}""", "/a~1b~0c")]
    [InlineData("""{"clusters":null}""", "/clusters")]
    [InlineData("""{"clusters":[]}""", "/clusters")]
    [InlineData("""{"clusters":"a"}""", "/clusters")]
    [InlineData("""{"clusters":["11111111-1111-4111-8111-111111111111",1]}""", "/clusters/1")]
    [InlineData("""{"clusters":[""]}""", "/clusters/0")]
    [InlineData("""{"clusters":["A","a"]}""", "/clusters/1")]
    [InlineData("""{"clusters":["11111111-1111-4111-8111-111111111111","x"]}""", "/clusters/1")]
    [InlineData("""{"clusters":["x"],"clusters":["y"]}""", "/clusters")]
    public async Task Body_Wrong_Is400WithThePlace(string body, string place)
    {
        var reply = await PostAsync(body);

        reply.ShouldBeProblem(400);
        reply.Json.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("pointer").GetString()).ShouldContain(place);
    }

    [Fact]
    public async Task Body_NoJson_SaysLineAndColumn()
    {
        var error = (await PostAsync("{\n  \"clusters\": [1 2]\n}")).Json.GetProperty("errors")[0];

        error.GetProperty("line").GetInt32().ShouldBe(2);
        error.GetProperty("column").GetInt32().ShouldBe(18);
    }

    [Theory]
    [InlineData("7B22636C757374657273223A5B225C7564383030225D7D")] // {"clusters":["\ud800"]}
    [InlineData("7B225C7564383030223A317D")] // {"\ud800":1}
    [InlineData("7B22636C757374657273223A5B22FF225D7D")] // the byte FF as an ID
    [InlineData("7B22FF223A317D")] // and as a name
    public async Task Body_NoUnicode_Is400(string hex)
    {
        using var content = new ByteArrayContent(Convert.FromHexString(hex));
        content.Headers.ContentType = new("application/json");

        (await fixture.Server.SendAsync(HttpMethod.Post, Audits, Fleet.AcmeKey, content)).ShouldBeProblem(400);
    }

    [Fact]
    public async Task Problem_Text_IsReadableAsItComes()
    {
        var reply = await fixture.Server.GetAsync("/api/organizations/acme/reports?limit=0", Fleet.AcmeKey);

        reply.Body.ShouldContain("'limit' must be");
    }

    [Fact]
    public async Task Body_TooManyClusters_Is400() =>
        (await PostAsync($$"""{"clusters":[{{string.Join(',', Enumerable.Range(0, 1001).Select(number => $"\"{number}\""))}}]}""")).ShouldBeProblem(400);

    [Fact]
    public async Task Body_DeepNesting_Is400() => (await PostAsync(new string('[', 10_000))).ShouldBeProblem(400);

    [Theory]
    [InlineData(Audits, 70_000)]
    [InlineData("/api/organizations/acme/clusters/11111111-1111-4111-8111-111111111111/report", 70_000)]
    [InlineData("/api/webhooks/key-policy", (1024 * 1024) + 1)]
    public async Task Body_TooLong_Is413(string path, int bytes)
    {
        var reply = await RawHttp.PostAsync(fixture.Server.Url, path, $"x-api-key: {Fleet.AcmeKey}\r\nContent-Length: {bytes}\r\n", new string(' ', bytes));

        reply.ShouldBeProblem(413);
    }

    [Fact]
    public async Task Body_TooLongAndOfNoAnnouncedLength_Is413()
    {
        var body = $"{70_000:x}\r\n{new string(' ', 70_000)}\r\n0\r\n\r\n";

        var reply = await RawHttp.PostAsync(fixture.Server.Url, Audits, $"x-api-key: {Fleet.AcmeKey}\r\nTransfer-Encoding: chunked\r\n", body);

        reply.ShouldBeProblem(413);
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=201")]
    [InlineData("limit=-1")]
    [InlineData("limit=x")]
    [InlineData("limit=1,2")]
    [InlineData("limit=1&limit=2")]
    [InlineData("limit=")]
    [InlineData("before=x")]
    [InlineData("before=")]
    [InlineData("before=../../globex")]
    public async Task Query_Wrong_Is400(string query) => (await fixture.Server.GetAsync($"/api/organizations/acme/reports?{query}", Fleet.AcmeKey)).ShouldBeProblem(400);

    private Task<Reply> PostAsync(string body, string type = "application/json")
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        return fixture.Server.SendAsync(HttpMethod.Post, Audits, Fleet.AcmeKey, content);
    }
}
