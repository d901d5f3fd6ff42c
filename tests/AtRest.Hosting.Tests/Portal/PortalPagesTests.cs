using System.Net;
using AtRest.Hosting.Tests.Portal.Support;
using AtRest.Tests.Shared.Limits;

namespace AtRest.Hosting.Tests.Portal;

/// <summary>What the pages show, of the demo's fleet.</summary>
public sealed class PortalPagesTests(PortalFixture fixture)
{
    [Fact]
    public async Task Organizations_ForAnOperator_AreAll_AndForOthersTheirs()
    {
        var world = await fixture.WorldAsync();
        using var people = await world.EnterAsync(world.OperatorKey);
        using var customer = await world.EnterAsync(world.AcmeKey);

        var all = (await people.GetAsync("/organizations")).Body;
        var own = (await customer.GetAsync("/organizations")).Body;

        all.ShouldContain("<h1>Fleet</h1>");
        all.ShouldContain("Acme Bank");
        all.ShouldContain("Borealis Insurance");
        own.ShouldContain("Acme Bank");
        own.ShouldNotContain("Borealis");
    }

    [Fact]
    public async Task Overview_OfAnOrganization_HasVerdictActionsDatesAndTrend()
    {
        var page = await OfAcmeAsync("/organizations/acme-bank");

        page.ShouldContain("Non-compliant");
        page.ShouldContain("What needs action first");
        page.ShouldContain("Next dates");
        page.ShouldContain("A key is rotated");
        page.ShouldContain("The trend begins with the audit");
        page.ShouldContain("Audit all clusters now");
        page.ShouldContain("<h2 id=\"costs-title\">Monthly costs (estimate)</h2>");
        page.ShouldContain("AWS KMS key");
        page.ShouldContain("Not in the sum:");
    }

    [Theory]
    [InlineData("", "9 of 9 clusters")]
    [InlineData("?verdict=Compliant", " of 9 clusters")]
    [InlineData("?type=External", "4 of 9 clusters")]
    [InlineData("?region=europe-west1", "4 of 9 clusters")]
    [InlineData("?q=payments", "1 of 9 clusters")]
    [InlineData("?q=%3Cscript%3E", "0 of 9 clusters")]
    [InlineData("?sort=name&page=999", "9 of 9 clusters")]
    public async Task Clusters_Filtered_AreCounted(string query, string count) => (await OfAcmeAsync($"/organizations/acme-bank/clusters{query}")).ShouldContain(count);

    [Fact]
    public async Task Clusters_ByRule_AreThoseThatFailIt()
    {
        var world = await fixture.WorldAsync();
        using var visitor = await world.EnterAsync(world.AcmeKey);
        var page = (await visitor.GetAsync("/organizations/acme-bank/clusters")).Body;
        var rule = page.Split("id=\"rule\"")[1].Split("<option value=\"")[2].Split('"')[0];

        var found = (await visitor.GetAsync($"/organizations/acme-bank/clusters?rule={rule}")).Body;

        found.ShouldNotContain(">0 of 9 clusters");
        found.ShouldContain(" of 9 clusters");
        found.ShouldNotContain(">9 of 9 clusters");
    }

    [Fact]
    public async Task Cluster_WithAnExternalKey_ShowsFactsFindingsAccessPolicyAndHistory()
    {
        var page = WebUtility.HtmlDecode(await OfAcmeAsync($"/organizations/acme-bank/clusters/{PortalWorld.Payments}"));

        page.ShouldContain("<h1>payments</h1>");
        page.ShouldContain("arn:aws:iam::444455556666:role/tenant-acme-payments");
        page.ShouldContain("State: Enabled");
        page.ShouldContain("Who can use the key");
        page.ShouldContain("class=\"access-picture\" role=\"img\"");
        page.ShouldContain("Role, role of a cluster");
        page.ShouldContain("<span class=\"no\">  1</span>");
        page.ShouldContain("<h2 id=\"history\">");
    }

    [Fact]
    public async Task Cluster_WhosePolicyFails_HasTheResponsibleLinesMarked()
    {
        var world = await fixture.WorldAsync();
        using var visitor = await world.EnterAsync(world.AcmeKey);
        List<string> marked = [];
        foreach (var number in Enumerable.Range(1001, 4))
        {
            var page = (await visitor.GetAsync($"/organizations/acme-bank/clusters/0a1f6c52-3d0e-4b7a-9c11-5b8e2f7d{number}")).Body;
            if (page.Contains("<mark>", StringComparison.Ordinal))
            {
                page.ShouldContain("The marked lines are the reason for KPOL-");
                marked.Add(page);
            }
        }

        marked.ShouldNotBeEmpty();
    }

    /// <summary>As in the API: also the formats that are made when they are requested.</summary>
    [Fact]
    public async Task Report_Always_HasEveryFormat()
    {
        var world = await fixture.WorldAsync();
        using var visitor = await world.EnterAsync(world.AcmeKey);
        var path = $"/organizations/acme-bank/reports/{world.Reports[PortalWorld.Acme]}";
        var page = (await visitor.GetAsync(path)).Body;

        foreach (var format in new[] { "json", "html", "pdf", "csv", "sarif", "bundle", "evidence" })
        {
            page.ShouldContain($"href=\"{path}/{format}\"");
            ((int)(await visitor.GetAsync($"{path}/{format}")).Status).ShouldBe(200, format);
        }

        ((int)(await visitor.GetAsync($"{path}/nonsense")).Status).ShouldBe(404);
    }

    [Fact]
    public async Task Report_Always_HasItsFilesWithSizesAndDigests_AndTheyAreTheSame()
    {
        var world = await fixture.WorldAsync();
        using var visitor = await world.EnterAsync(world.AcmeKey);
        var path = $"/organizations/acme-bank/reports/{world.Reports[PortalWorld.Acme]}";

        var list = (await visitor.GetAsync("/organizations/acme-bank/reports")).Body;
        var page = (await visitor.GetAsync(path)).Body;
        var file = await visitor.GetAsync($"{path}/json");

        list.ShouldContain("Newest report about the whole organization");
        list.ShouldContain(path);
        foreach (var format in new[] { "json", "html", "evidence" })
        {
            page.ShouldContain($"href=\"{path}/{format}\"");
        }

        ((int)file.Status).ShouldBe(200);
        file.Headers["Content-Disposition"].ShouldStartWith("attachment");
        page.ShouldContain(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(file.Body))));
        await Until.TrueAsync("the download is in the log", () => world.Log.Text.Contains("downloaded report", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Audit_StartedFromAPage_IsShownUntilItIsComplete()
    {
        var world = await fixture.WorldAsync();
        using var visitor = await world.EnterAsync(world.BorealisKey);

        var started = await visitor.PostAsync("/organizations/borealis", "/organizations/borealis/audits", new() { ["cluster"] = PortalWorld.Policies });
        var page = (await visitor.GetAsync(started.Headers["Location"])).Body;

        ((int)started.Status).ShouldBe(303);
        page.ShouldContain("The audit is queued");
        page.ShouldNotContain("http-equiv=\"refresh\"");
        (await visitor.GetAsync($"{started.Headers["Location"]}?follow=on")).Body.ShouldContain("http-equiv=\"refresh\" content=\"3\"");
        page.ShouldContain("0 of 1 clusters are done");
        world.Log.Text.ShouldContain("was started by key:");
    }

    [Fact]
    public async Task Waivers_OfAnOrganization_HaveTheirState() => (await OfAcmeAsync("/organizations/acme-bank/waivers")).ShouldContain("Approved by");

    [Fact]
    public async Task Rules_Always_HaveTheirPages()
    {
        var world = await fixture.WorldAsync();
        using var visitor = await world.EnterAsync(world.AcmeKey);
        var list = (await visitor.GetAsync("/rules")).Body;

        foreach (var rule in Core.Rules.RuleCatalog.Descriptors)
        {
            list.ShouldContain($"href=\"/rules/{rule.Id}\"");
            var page = (await visitor.GetAsync($"/rules/{rule.Id}")).Body;
            page.ShouldContain($"<h1>{rule.Id}: ");
            page.ShouldNotContain(".md\"");
        }

        ((int)(await visitor.GetAsync("/rules/KMS-999")).Status).ShouldBe(404);
    }

    private async Task<string> OfAcmeAsync(string path)
    {
        var world = await fixture.WorldAsync();
        using var visitor = await world.EnterAsync(world.AcmeKey);
        var reply = await visitor.GetAsync(path);
        ((int)reply.Status).ShouldBe(200, reply.Body + world.Log.Text);
        return reply.Body;
    }
}
