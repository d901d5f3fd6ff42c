using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using AtRest.Core.Rules;
using AtRest.Hosting.Audits;
using AtRest.Hosting.Inventories;
using AtRest.Hosting.Reports.Details;
using AtRest.Hosting.Tests.Api.Support;
using AtRest.Hosting.Tests.Audits.Support;
using AtRest.Hosting.Tests.Portal.Support;
using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Hosting.Tests.Api.Routes;

/// <summary>What the pages of the portal show is in the API.</summary>
public sealed partial class PortalDataTests(PortalFixture fixture)
{
    private const string Acme = "/api/organizations/acme-bank";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Overview_OfAnOrganization_HasWhatItsPageShows()
    {
        var page = await PageAsync("/organizations/acme-bank");

        var overview = await GetAsync($"{Acme}/overview");

        // Other tests audit the same organization meanwhile.
        var report = overview.GetProperty("report").GetProperty("id").GetString();
        ((int)(await ReplyAsync($"{Acme}/reports/{report}/json", (await fixture.WorldAsync()).AcmeKey)).Status).ShouldBe(200);
        var dates = overview.GetProperty("dates").EnumerateArray().ToList();
        dates.ShouldNotBeEmpty();
        dates.Take(10).ShouldAllBe(date => page.Contains(date.GetProperty("subject").GetString()!, StringComparison.Ordinal) && page.Contains(date.GetProperty("cluster").GetProperty("name").GetString()!, StringComparison.Ordinal));
        dates.Select(date => date.GetProperty("at").GetDateTimeOffset()).ShouldBeInOrder();
        var actions = overview.GetProperty("actions").EnumerateArray().ToList();
        actions.Take(5).ShouldAllBe(action => page.Contains(action.GetProperty("finding").GetProperty("message").GetString()!, StringComparison.Ordinal));
        overview.GetProperty("actionCount").GetInt32().ShouldBeGreaterThanOrEqualTo(actions.Count);
        overview.GetProperty("trend").GetArrayLength().ShouldBeGreaterThan(0);
        var costs = overview.GetProperty("costs");
        var parts = costs.GetProperty("parts").EnumerateArray().ToList();
        parts.ShouldNotBeEmpty();
        parts.ShouldAllBe(part => page.Contains(part.GetProperty("what").GetString()!, StringComparison.Ordinal) && page.Contains(part.GetProperty("source").GetString()!, StringComparison.Ordinal));
        parts.Sum(part => part.GetProperty("most").GetDecimal()).ShouldBe(costs.GetProperty("most").GetDecimal());
        costs.GetProperty("unknown").EnumerateArray().ShouldAllBe(sentence => page.Contains(sentence.GetString()!, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Overview_WithoutAReport_IsEmpty()
    {
        await using var server = await ApiServer.StartAsync(Fleet.Settings());

        (await server.GetAsync("/api/organizations/acme/overview", Fleet.AcmeKey)).Body.ShouldBe("{}");
    }

    [Fact]
    public async Task Cluster_WithAnExternalKey_HasWhatItsPageShows()
    {
        var path = $"clusters/{PortalWorld.Payments}";
        var page = await PageAsync($"/organizations/acme-bank/{path}");

        var cluster = await GetAsync($"{Acme}/{path}");

        cluster.GetProperty("declared").GetBoolean().ShouldBeTrue();
        cluster.GetProperty("encryption").GetString().ShouldBe("External");
        cluster.GetProperty("reported").GetProperty("type").GetString().ShouldNotBeNullOrEmpty();
        var key = cluster.GetProperty("keys")[0];
        page.ShouldContain(key.GetProperty("name").GetString()!);
        key.GetProperty("state").GetString().ShouldBe("Enabled");
        var principals = key.GetProperty("access").GetProperty("principals").EnumerateArray().ToList();
        principals.ShouldAllBe(principal => page.Contains(principal.GetProperty("principal").GetString()!, StringComparison.Ordinal));
        principals.Count(principal => principal.GetProperty("standing").GetString() == "clusterRole").ShouldBe(1);
        page.ShouldContain(key.GetProperty("policy").GetProperty("sha256").GetString()!);
        cluster.GetProperty("findings").EnumerateArray().Where(finding => finding.GetProperty("status").GetString() == "fail").ShouldAllBe(finding => page.Contains(finding.GetProperty("message").GetString()!, StringComparison.Ordinal));
        cluster.GetProperty("history").GetArrayLength().ShouldBe(1);
    }

    /// <summary>Who changed the key is from the record of CloudTrail, and stays once when the next audit reads the same record.</summary>
    [Fact]
    public async Task Timeline_OfACluster_HasTheChangesOfItsKeyOnceOverReports()
    {
        await using var world = await PortalWorld.BeginAsync(audits: false);
        var server = await world.ServeAsync(lookupEvents: 50);
        foreach (var _ in new[] { "first", "second" })
        {
            await server.Services.GetRequiredService<IAudits>().RunAsync(AuditWorld.Order(PortalWorld.Acme, PortalWorld.Payments), Cancellation);
        }

        using var client = new HttpClient { BaseAddress = world.Url };
        client.DefaultRequestHeaders.Add("x-api-key", world.AcmeKey);
        using var response = await client.GetAsync($"{Acme}/clusters/{PortalWorld.Payments}", Cancellation);
        var timeline = (await Reply.OfAsync(response)).Json.GetProperty("timeline").EnumerateArray().ToList();

        var change = timeline.Where(item => item.GetProperty("kind").GetString() == "policy").ShouldHaveSingleItem();
        change.GetProperty("operation").GetString().ShouldBe("PutKeyPolicy");
        change.GetProperty("actor").GetString()!.ShouldContain("KeyAdministrator");
        change.GetProperty("sourceAddress").GetString().ShouldBe("203.0.113.24");
        timeline.Select(item => item.GetProperty("at").GetDateTimeOffset()).ShouldBeInOrder();
        using var visitor = await world.EnterAsync(world.AcmeKey);
        var page = WebUtility.HtmlDecode((await visitor.GetAsync($"/organizations/acme-bank/clusters/{PortalWorld.Payments}")).Body);
        page.Split("<h2 id=\"changes\">")[1].ShouldContain(change.GetProperty("message").GetString()!);
    }

    /// <summary>On every page with a policy, the marked lines are those of the API.</summary>
    [Fact]
    public async Task Policies_OfAllClusters_HaveTheResponsibleLinesOfThePages()
    {
        var marked = 0;
        foreach (var cluster in (await GetAsync($"{Acme}/clusters")).GetProperty("clusters").EnumerateArray().Select(cluster => cluster.GetProperty("id").GetString()))
        {
            var lines = (await GetAsync($"{Acme}/clusters/{cluster}")).GetProperty("keys").EnumerateArray().Where(key => key.TryGetProperty("policy", out _)).Sum(key => key.GetProperty("policy").GetProperty("responsibleLines").GetArrayLength());
            Mark().Count(await PageAsync($"/organizations/acme-bank/clusters/{cluster}")).ShouldBe(lines, cluster);
            marked += lines;
        }

        marked.ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData("verdict=nonCompliant&sort=urgency", "verdict=NonCompliant")]
    [InlineData("verdict=none", "verdict=none")]
    [InlineData("type=External&sort=urgency", "type=External")]
    [InlineData("region=eu-central-1&sort=urgency", "region=eu-central-1")]
    [InlineData("q=pay&sort=urgency", "q=pay")]
    [InlineData("sort=name", "sort=name")]
    [InlineData("sort=failures", "sort=failures")]
    [InlineData("sort=urgency", "")]
    public async Task Clusters_Filtered_AreThoseOfThePageInItsOrder(string query, string ofPage)
    {
        var page = await PageAsync($"/organizations/acme-bank/clusters?{ofPage}");

        var list = await GetAsync($"{Acme}/clusters?{query}");

        var shown = ClusterLink().Matches(page).Select(match => match.Groups[1].Value).ToList();
        list.GetProperty("found").GetInt32().ShouldBe(shown.Count);
        IdsOf(list).ShouldBe(shown.Where(id => !list.GetProperty("undeclared").EnumerateArray().Any(cluster => cluster.GetProperty("id").GetString() == id)));
        if (!query.Contains("none"))
        {
            shown.ShouldNotBeEmpty();
        }
    }

    [Fact]
    public async Task Clusters_ThatFailARule_AreFoundByIt()
    {
        var all = (await GetAsync($"{Acme}/clusters")).GetProperty("clusters").EnumerateArray().Where(cluster => cluster.TryGetProperty("latest", out _)).ToList();
        var rule = all.SelectMany(RulesOf).First();

        IdsOf(await GetAsync($"{Acme}/clusters?rule={rule}")).ShouldBe(all.Where(cluster => RulesOf(cluster).Contains(rule)).Select(cluster => cluster.GetProperty("id").GetString()!));

        static IEnumerable<string> RulesOf(JsonElement cluster) => cluster.GetProperty("latest").GetProperty("failingRules").EnumerateArray().Select(id => id.GetString()!);
    }

    [Fact]
    public async Task Clusters_InPages_AreAllThereOnce()
    {
        var all = await GetAsync($"{Acme}/clusters?sort=name");
        List<string> paged = [];
        var undeclared = 0;
        for (var next = $"{Acme}/clusters?sort=name&limit=2"; next is not null;)
        {
            var page = await GetAsync(next);
            paged.AddRange(IdsOf(page));
            undeclared += page.GetProperty("undeclared").GetArrayLength();
            next = page.TryGetProperty("next", out var address) ? address.GetString() : null;
        }

        paged.ShouldBe(IdsOf(all));
        undeclared.ShouldBe(all.GetProperty("undeclared").GetArrayLength());
        all.GetProperty("clusters")[0].GetProperty("latest").GetProperty("openFailures").GetInt32().ShouldBeGreaterThanOrEqualTo(0);
    }

    [Theory]
    [InlineData("verdict=NonCompliant")]
    [InlineData("verdict=compliant&verdict=nonCompliant")]
    [InlineData("type=external")]
    [InlineData("sort=random")]
    [InlineData("q=")]
    [InlineData("page=2")]
    [InlineData("limit=10&page=0")]
    [InlineData("limit=10&page=x")]
    [InlineData("limit=0")]
    public async Task Clusters_WrongParameter_IsRefused(string query) => (await ReplyAsync($"{Acme}/clusters?{query}", (await fixture.WorldAsync()).AcmeKey)).ShouldBeProblem(400);

    [Fact]
    public async Task Organizations_OfACaller_AreThoseThatItCanSee()
    {
        var world = await fixture.WorldAsync();

        var own = (await ReplyAsync("/api/organizations", world.AcmeKey)).Json;
        own.GetProperty("organizations").EnumerateArray().Select(one => one.GetProperty("id").GetString()).ShouldBe([PortalWorld.Acme]);
        // Other tests audit the same organization meanwhile.
        var latest = own.GetProperty("organizations")[0].GetProperty("latest").GetProperty("reportId").GetString();
        ((int)(await ReplyAsync($"{Acme}/reports/{latest}/json", world.AcmeKey)).Status).ShouldBe(200);

        List<string?> all = [];
        for (var next = "/api/organizations?limit=1"; next is not null;)
        {
            var page = (await ReplyAsync(next, world.OperatorKey)).Json;
            all.AddRange(page.GetProperty("organizations").EnumerateArray().Select(one => one.GetProperty("id").GetString()));
            next = page.TryGetProperty("next", out var address) ? address.GetString() : null;
        }

        all.Count.ShouldBeGreaterThan(1);
        all.ShouldBe(all.Order(StringComparer.Ordinal));
        (await ReplyAsync("/api/organizations?after=NO", world.AcmeKey)).ShouldBeProblem(400);
        (await ReplyAsync("/api/organizations?limit=x", world.AcmeKey)).ShouldBeProblem(400);
    }

    [Fact]
    public async Task Waivers_OfAnOrganization_HaveTheirState()
    {
        var waivers = (await GetAsync($"{Acme}/waivers")).GetProperty("waivers").EnumerateArray().ToList();

        waivers.ShouldNotBeEmpty();
        waivers.ShouldContain(waiver => waiver.GetProperty("state").GetString() == "active");
        var page = await PageAsync("/organizations/acme-bank/waivers");
        waivers.ShouldAllBe(waiver => page.Contains(waiver.GetProperty("reason").GetString()!, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Rules_Always_HaveTheirPagesAndControls()
    {
        var rules = (await GetAsync("/api/rules")).GetProperty("rules").EnumerateArray().Select(rule => rule.GetProperty("id").GetString()).ToList();

        rules.ShouldBe(RuleCatalog.Descriptors.Select(rule => rule.Id));
        var rule = await GetAsync("/api/rules/KPOL-2");
        rule.GetProperty("page").GetString()!.ShouldContain("public");
        rule.GetProperty("controls").GetArrayLength().ShouldBeGreaterThan(0);
        (await ReplyAsync("/api/rules/KMS-999", (await fixture.WorldAsync()).AcmeKey)).ShouldBeProblem(404);
    }

    /// <summary>A list is not made again for each request, and never an old one.</summary>
    [Fact]
    public async Task List_OfClusters_IsMadeAgainOnlyAfterAChange()
    {
        await using var world = await PortalWorld.BeginAsync(audits: false);
        var server = await world.ServeAsync();
        var lists = server.Services.GetRequiredService<ClusterLists>();
        var before = await ListAsync();
        (await ListAsync()).ShouldBeSameAs(before);
        before.All.ShouldAllBe(entry => entry.Standing == null);

        await server.Services.GetRequiredService<IAudits>().RunAsync(AuditWorld.Order(PortalWorld.Acme), Cancellation);

        var after = await ListAsync();
        after.ShouldNotBeSameAs(before);
        after.All.Count(entry => entry.Standing is not null).ShouldBeGreaterThan(0);
        (await ListAsync()).ShouldBeSameAs(after);

        await server.Services.GetRequiredService<IAudits>().RunAsync(AuditWorld.Order(PortalWorld.Acme, PortalWorld.Payments), Cancellation);
        (await ListAsync()).All.Select(entry => entry.Standing?.ReportId).Where(report => report is not null).Distinct().Count().ShouldBe(2);

        async Task<ClusterList> ListAsync()
        {
            var organization = (await server.Services.GetRequiredService<IInventorySource>().ReadAsync(Cancellation)).Organizations.Single(one => one.Id == PortalWorld.Acme);
            return await lists.OfAsync(organization, Cancellation);
        }
    }

    private static List<string> IdsOf(JsonElement list) => [.. list.GetProperty("clusters").EnumerateArray().Select(cluster => cluster.GetProperty("id").GetString()!)];

    private async Task<string> PageAsync(string path)
    {
        var world = await fixture.WorldAsync();
        using var visitor = await world.EnterAsync(world.AcmeKey);
        var reply = await visitor.GetAsync(path);
        ((int)reply.Status).ShouldBe(200, reply.Body);
        return WebUtility.HtmlDecode(reply.Body);
    }

    private async Task<JsonElement> GetAsync(string path)
    {
        var reply = await ReplyAsync(path, (await fixture.WorldAsync()).AcmeKey);
        ((int)reply.Status).ShouldBe(200, reply.Body);
        return reply.Json;
    }

    private async Task<Reply> ReplyAsync(string path, string key)
    {
        using var client = new HttpClient { BaseAddress = (await fixture.WorldAsync()).Url };
        client.DefaultRequestHeaders.Add("x-api-key", key);
        using var response = await client.GetAsync(path, Cancellation);
        return await Reply.OfAsync(response);
    }

    [GeneratedRegex("<mark>")]
    private static partial Regex Mark();

    [GeneratedRegex("<th scope=\"row\"><a href=\"/organizations/acme-bank/clusters/([^\"]+)\"")]
    private static partial Regex ClusterLink();
}
