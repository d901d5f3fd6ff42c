using AtRest.Hosting.Api.Authentication;
using AtRest.Hosting.Serving;
using AtRest.Hosting.Tests.Api.Support;

namespace AtRest.Hosting.Tests.Api.Routes;

/// <summary>Lists, on a separate server.</summary>
public sealed class ListingTests
{
    private const string Reports = "/api/organizations/acme/reports";

    [Fact]
    public async Task ListReports_NoneYet_IsAnEmptyListAndLatestIs404()
    {
        await using var server = await ApiServer.StartAsync(Fleet.Settings());

        (await server.GetAsync(Reports, Fleet.AcmeKey)).Body.ShouldBe("""{"reports":[]}""");
        (await server.GetAsync($"{Reports}/latest/json", Fleet.AcmeKey)).ShouldBeProblem(404);
    }

    /// <summary>Whether there is a report has nothing to do with a format that there is not.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("?scope=any")]
    public async Task Latest_UnknownFormat_IsTheSameAnswerBeforeAndAfterTheFirstReport(string scope)
    {
        await using var server = await ApiServer.StartAsync(Fleet.Settings(), services => services.AddAtRestServing());

        var before = await AnswerAsync();
        (await server.GetAsync($"{Reports}/latest/json{scope}", Fleet.AcmeKey)).Json.TryGetProperty("formats", out _).ShouldBeFalse("The format is known, so there is no report.");
        await MakeWholeAsync(server);

        (await AnswerAsync()).ShouldBe(before);
        before.ShouldContain("unknown-format");
        before.ShouldContain("md csv pdf html json ocsf jsonl junit oscal pages sarif bundle evidence pdf-executive");

        async Task<string> AnswerAsync()
        {
            var reply = await server.GetAsync($"{Reports}/latest/xml{scope}", Fleet.AcmeKey);
            reply.ShouldBeProblem(404);
            var formats = reply.Json.GetProperty("formats").EnumerateArray().Select(format => format.GetString()).OrderBy(format => format?.Length).ThenBy(format => format);
            return $"{reply.Json.GetProperty("type")} {reply.Json.GetProperty("title")} {reply.Json.GetProperty("detail")} {string.Join(' ', formats)}";
        }
    }

    [Fact]
    public async Task ListReports_Pages_LeadThroughAllOfThemNewestFirst()
    {
        await using var server = await ApiServer.StartAsync(Fleet.Settings());
        List<string> made = [];
        for (var number = 0; number < 5; number++)
        {
            await server.SendAsync(HttpMethod.Post, $"/api/organizations/acme/clusters/{Fleet.Payments}/report", Fleet.AcmeKey);
            made.Insert(0, (await server.GetAsync(Reports, Fleet.AcmeKey)).Json.GetProperty("reports")[0].GetProperty("id").GetString()!);
        }

        List<string> seen = [];
        string? next = $"{Reports}?limit=2";
        while (next is not null)
        {
            var reply = await server.GetAsync(next, Fleet.AcmeKey);
            ((int)reply.Status).ShouldBe(200);
            seen.AddRange(reply.Json.GetProperty("reports").EnumerateArray().Select(report => report.GetProperty("id").GetString()!));
            next = reply.Json.TryGetProperty("next", out var link) ? link.GetString() : null;
            reply.Headers.GetValueOrDefault("Link").ShouldBe(next is null ? null : $"<{next}>; rel=\"next\"");
        }

        seen.ShouldBe(made);
        var latest = await server.GetAsync($"{Reports}/latest/json?scope=any", Fleet.AcmeKey);
        latest.Body.ShouldBe((await server.GetAsync($"{Reports}/{made[0]}/json", Fleet.AcmeKey)).Body);
    }

    [Fact]
    public async Task ListReports_Report_SaysWhatIsInIt()
    {
        await using var server = await ApiServer.StartAsync(Fleet.Settings());
        var things = await Things.MakeAsync(server, Fleet.Acme, Fleet.Payments, Fleet.AcmeKey);

        var report = (await server.GetAsync(Reports, Fleet.AcmeKey)).Json.GetProperty("reports")[0];

        report.GetProperty("cause").GetString().ShouldBe("request");
        report.GetProperty("verdict").GetString().ShouldBeOneOf("compliant", "nonCompliant", "indeterminate");
        report.GetProperty("clusters").GetProperty("total").GetInt32().ShouldBe(1);
        report.GetProperty("leftOut").GetInt32().ShouldBe(1);
        report.GetProperty("scope").GetString().ShouldBe("clusters");
        report.GetProperty("headline").GetString()!.ShouldStartWith("1 of 2 declared clusters was audited: it is ");
        report.GetProperty("headline").GetString()!.ShouldEndWith("; 1 was left out");
        report.TryGetProperty("demo", out _).ShouldBeFalse();
        foreach (var file in report.GetProperty("files").EnumerateArray())
        {
            var reply = await server.GetAsync(file.GetProperty("href").GetString()!, Fleet.AcmeKey);
            reply.Headers["ETag"].ShouldBe($"\"{file.GetProperty("sha256").GetString()}\"");
            reply.Headers["Content-Length"].ShouldBe($"{file.GetProperty("length").GetInt64()}");
        }

        var audit = (await server.GetAsync($"/api/organizations/acme/audits/{things.Audit}", Fleet.AcmeKey)).Json;
        audit.GetProperty("state").GetString().ShouldBe("completed");
        audit.GetProperty("reportId").GetString().ShouldBe(things.Report);
    }

    /// <summary>An audit of one cluster never takes the place of one of the organization.</summary>
    [Fact]
    public async Task Latest_WithoutScopeAny_IsAboutTheWholeOrganization()
    {
        await using var server = await ApiServer.StartAsync(Fleet.Settings(), services => services.AddAtRestServing());
        var part = await Things.MakeAsync(server, Fleet.Acme, Fleet.Payments, Fleet.AcmeKey);
        var none = await server.GetAsync($"{Reports}/latest/json", Fleet.AcmeKey);
        none.ShouldBeProblem(404);
        none.Body.ShouldContain("This organization has no whole report yet");
        (await server.GetAsync($"{Reports}/latest/xml", Fleet.AcmeKey)).Json.GetProperty("formats").GetArrayLength().ShouldBe(14);
        var whole = await MakeWholeAsync(server);
        var later = await Things.MakeAsync(server, Fleet.Acme, Fleet.Claims, Fleet.AcmeKey);

        (await IdAsync("latest/json")).ShouldBe(whole);
        (await IdAsync("latest/json?scope=organization")).ShouldBe(whole);
        (await IdAsync("latest/json?scope=any")).ShouldBe(later.Report);
        later.Report.ShouldNotBe(part.Report);
        (await server.GetAsync($"{Reports}/latest/html", Fleet.AcmeKey)).Headers["Content-Disposition"].ShouldMatch("filename=\"atrest-acme-[0-9]{8}-[0-9]{6}\\.html\"$");
        (await server.GetAsync($"{Reports}/latest/html?scope=any", Fleet.AcmeKey)).Headers["Content-Disposition"].ShouldMatch("filename=\"atrest-acme-partial-[0-9]{8}-[0-9]{6}\\.html\"$");
        foreach (var wrong in new[] { "latest/json?scope=", "latest/json?scope=all", "latest/json?scope=any&scope=any", "latest/json?scope=any&scope=organization", $"{whole}/json?scope=any" })
        {
            (await server.GetAsync($"{Reports}/{wrong}", Fleet.AcmeKey)).ShouldBeProblem(400);
        }

        async Task<string?> IdAsync(string path) => (await server.GetAsync($"{Reports}/{path}", Fleet.AcmeKey)).Json.GetProperty("reportId").GetString();
    }

    [Fact]
    public async Task Report_OfARequest_SaysWhoOrderedItAndByWhichInventory()
    {
        await using var server = await ApiServer.StartAsync(Fleet.Settings(), services => services.AddAtRestServing());
        await MakeWholeAsync(server);

        var report = (await server.GetAsync($"{Reports}/latest/json", Fleet.AcmeKey)).Json;

        var orderer = report.GetProperty("orderedBy");
        orderer.GetProperty("cause").GetString().ShouldBe("request");
        orderer.GetProperty("name").GetString().ShouldBe($"key:{ApiKey.HashOf(Fleet.AcmeKey)[..12]}");
        report.GetProperty("inventorySha256").GetString().ShouldBe(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(Fleet.Inventory))));
        report.GetProperty("scope").GetString().ShouldBe("organization");
    }

    private static async Task<string> MakeWholeAsync(ApiServer server)
    {
        var answer = await server.SendAsync(HttpMethod.Post, "/api/organizations/acme/audits", Fleet.AcmeKey);
        ((int)answer.Status).ShouldBe(202, answer.Body);
        for (var attempt = 0; attempt < 600; attempt++)
        {
            var audit = (await server.GetAsync(answer.Headers["Location"], Fleet.AcmeKey)).Json;
            if (audit.GetProperty("state").GetString() == "completed")
            {
                return audit.GetProperty("reportId").GetString()!;
            }

            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        throw new TimeoutException(server.Log.Text);
    }

    [Fact]
    public async Task ListClusters_Always_AreTheDeclaredOnesWithTheirLatestVerdict()
    {
        await using var server = await ApiServer.StartAsync(Fleet.Settings());
        var things = await Things.MakeAsync(server, Fleet.Acme, Fleet.Payments, Fleet.AcmeKey);

        var clusters = (await server.GetAsync("/api/organizations/acme/clusters", Fleet.AcmeKey)).Json.GetProperty("clusters");

        clusters.EnumerateArray().Select(cluster => cluster.GetProperty("id").GetString()).ShouldBe([Fleet.Payments, Fleet.Claims]);
        clusters[0].GetProperty("encryption").GetString().ShouldBe("Provider");
        clusters[0].GetProperty("provider").GetString().ShouldBe("gcp");
        clusters[0].GetProperty("latest").GetProperty("reportId").GetString().ShouldBe(things.Report);
        clusters[1].TryGetProperty("latest", out _).ShouldBeFalse();
    }
}
