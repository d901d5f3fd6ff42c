using System.Collections.Immutable;
using System.Text;
using AtRest.Hosting.Api.Problems;
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
    [InlineData("limit=1%00")]
    [InlineData("limit=%001")]
    [InlineData("limit=1%00%00")]
    [InlineData("limit=1%01")]
    [InlineData("limit=1%0a")]
    [InlineData("limit=1%20")]
    [InlineData("limit=%201")]
    [InlineData("limit=+1")]
    [InlineData("limit=%2b1")]
    [InlineData("limit=1.0")]
    [InlineData("limit=1e1")]
    [InlineData("limit=0x1")]
    [InlineData("limit=1%2f")]
    [InlineData("limit=%ef%bc%91")]
    [InlineData("limit=%d9%a1")]
    [InlineData("limit=0001")]
    [InlineData("limit=000000000000000000000000000000000000000000000000001")]
    [InlineData("limit=99999999999999999999999999")]
    [InlineData("limit=4294967297")]
    [InlineData("limit=1&limit=1")]
    [InlineData("limit=1&LIMIT=1")]
    [InlineData("LIMIT=1")]
    [InlineData("limit%00=1")]
    [InlineData("limit")]
    [InlineData("=1")]
    [InlineData("before=00000000-0000-4000-8000-000000000000%00")]
    [InlineData("before=00000000-0000-4000-8000-000000000000&before=00000000-0000-4000-8000-000000000000")]
    [InlineData("before=00000000-0000-4000-8000-00000000000A")]
    [InlineData("before=x")]
    [InlineData("before=")]
    [InlineData("before=../../globex")]
    public async Task Query_Wrong_Is400(string query) => (await fixture.Server.GetAsync($"/api/organizations/acme/reports?{query}", Fleet.AcmeKey)).ShouldBeProblem(400);

    [Theory]
    [InlineData("GET", "/api/organizations/acme/reports/latest/json?scope=any%00")]
    [InlineData("GET", "/api/organizations/acme/reports/latest/json?scope=any&scope=any")]
    [InlineData("GET", "/api/organizations/acme/reports/latest/json?scope=ANY")]
    [InlineData("POST", $"/api/organizations/acme/clusters/{Fleet.Payments}/report?format=json%00")]
    [InlineData("POST", $"/api/organizations/acme/clusters/{Fleet.Payments}/report?format=json&format=json")]
    public async Task Query_OfOtherRoutesWrong_Is400(string method, string target) =>
        (await fixture.Server.SendAsync(new HttpMethod(method), target, Fleet.AcmeKey)).ShouldBeProblem(400);

    /// <summary>Whatever the pipeline and the web server can make of a request has a type that the documents list.</summary>
    [Theory]
    [InlineData("docs/api.md")]
    [InlineData("docs/schemas/openapi.json")]
    public async Task Types_OfAllProblems_AreListed(string file)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(OpenApi.SchemaTools.Root, file), TestContext.Current.CancellationToken);
        var types = AllProblems().Select(problem => problem.Type).Distinct().ToList();

        types.Count.ShouldBeGreaterThan(12);
        types.Where(type => !text.Contains(file.EndsWith(".md", StringComparison.Ordinal) ? $"`{type["urn:atrest:problem:".Length..]}`" : $"\"{type}\"", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    /// <summary>Each member of <see cref="Problem"/> that gives one, found by reflection: a new one is checked too.</summary>
    private static IEnumerable<Problem> AllProblems()
    {
        const System.Reflection.BindingFlags Static = System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.Public;
        foreach (var property in typeof(Problem).GetProperties(Static).Where(property => property.PropertyType == typeof(Problem)))
        {
            yield return (Problem)property.GetValue(null)!;
        }

        foreach (var method in typeof(Problem).GetMethods(Static).Where(method => method.ReturnType == typeof(Problem) && !method.IsSpecialName && method.Name != nameof(Problem.OfStatus)))
        {
            yield return (Problem)method.Invoke(null, [.. method.GetParameters().Select(parameter => Sample(parameter.ParameterType))])!;
        }

        foreach (var status in Enumerable.Range(400, 200))
        {
            yield return Problem.OfStatus(status);
        }
    }

    private static object Sample(Type type) => type == typeof(string) ? "text" : type == typeof(ImmutableArray<string>) ? ImmutableArray<string>.Empty : Activator.CreateInstance(type)!;

    private Task<Reply> PostAsync(string body, string type = "application/json")
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        return fixture.Server.SendAsync(HttpMethod.Post, Audits, Fleet.AcmeKey, content);
    }
}
