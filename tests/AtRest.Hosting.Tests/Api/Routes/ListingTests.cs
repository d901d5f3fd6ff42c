using AtRest.Hosting.Tests.Api.Support;

namespace AtRest.Hosting.Tests.Api.Routes;

/// <summary>Lists, on a server of their own.</summary>
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
        var latest = await server.GetAsync($"{Reports}/latest/json", Fleet.AcmeKey);
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
