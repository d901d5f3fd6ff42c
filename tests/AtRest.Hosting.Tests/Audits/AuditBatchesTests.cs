using System.Text.Json;
using AtRest.Hosting.Audits;
using AtRest.Hosting.Tests.Api.Support;
using AtRest.Hosting.Tests.Audits.Support;
using AtRest.Hosting.Tests.Portal.Support;
using AtRest.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Hosting.Tests.Audits;

/// <summary>How far an audit is, for people: in the API and on its page.</summary>
public sealed class AuditBatchesTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Batches_OfAnAudit_GoFromWaitingToRead()
    {
        await using var world = await PortalWorld.BeginAsync(audits: false);
        var server = await world.ServeAsync();
        var audit = await StartAsync(server);
        var path = $"/api/organizations/acme-bank/audits/{audit.Id}/batches";

        var waiting = (await GetAsync(world, path)).GetProperty("batches").EnumerateArray().ToList();
        waiting.ShouldAllBe(batch => batch.GetProperty("state").GetString() == "waiting");
        waiting.Count(batch => batch.GetProperty("readsCamunda").GetBoolean()).ShouldBe(1);
        waiting.Sum(batch => batch.GetProperty("clusters").GetArrayLength()).ShouldBe(audit.Clusters);

        var store = server.Services.GetRequiredService<AuditStore>();
        var plan = (await store.FindPlanAsync(PortalWorld.Acme, audit.Id, Cancellation))!;
        foreach (var batch in plan.Batches)
        {
            await server.Services.GetRequiredService<AuditSteps>().CollectAsync(plan, batch, Cancellation);
        }

        var read = (await GetAsync(world, path)).GetProperty("batches").EnumerateArray().ToList();
        read.Select(batch => batch.GetProperty("state").GetString()).Distinct().ShouldBe(["read"]);
        read.Count(batch => batch.TryGetProperty("endedAt", out var _)).ShouldBe(read.Count);
        read.Sum(batch => batch.GetProperty("read").GetInt32()).ShouldBeGreaterThan(10);
        read.Sum(batch => batch.GetProperty("unread").GetArrayLength()).ShouldBe(read.Sum(batch => batch.GetProperty("notRead").GetInt32()));
    }

    [Fact]
    public async Task Batches_ThatFail_SayWhy()
    {
        await using var world = await PortalWorld.BeginAsync(audits: false);
        var server = await world.ServeAsync();
        var audit = await StartAsync(server);
        var store = server.Services.GetRequiredService<AuditStore>();
        var plan = (await store.FindPlanAsync(PortalWorld.Acme, audit.Id, Cancellation))!;
        await store.WriteFailureAsync(AuditMessage.ForBatch(PortalWorld.Acme, audit.Id, plan.Batches[0].Id), new AuditFailure(audit.OrderedAt, "AWS did not respond <now>."), Cancellation);
        await server.Services.GetRequiredService<AuditSteps>().GiveUpAsync(plan, batch => batch.Id == plan.Batches[1].Id, "It failed five times.", Cancellation);

        var batches = (await GetAsync(world, $"/api/organizations/acme-bank/audits/{audit.Id}/batches")).GetProperty("batches");

        batches[0].GetProperty("state").GetString().ShouldBe("retrying");
        batches[0].GetProperty("cause").GetString().ShouldBe("AWS did not respond <now>.");
        batches[1].GetProperty("state").GetString().ShouldBe("givenUp");
        batches[1].GetProperty("cause").GetString().ShouldBe("It failed five times.");
        batches[1].TryGetProperty("read", out _).ShouldBeFalse();
        using var visitor = await world.EnterAsync(world.AcmeKey);
        var page = (await visitor.GetAsync($"/organizations/acme-bank/audits/{audit.Id}")).Body;
        page.ShouldContain("Will be read again. AWS did not respond &lt;now&gt;.");
        page.ShouldContain("Given up");
        page.ShouldContain("It failed five times.");
    }

    [Fact]
    public async Task Batches_InPages_AreAllThereOnce()
    {
        await using var world = await PortalWorld.BeginAsync(audits: false);
        var audit = await StartAsync(await world.ServeAsync());
        var path = $"/api/organizations/acme-bank/audits/{audit.Id}/batches";
        var all = Ids(await GetAsync(world, path));

        List<string?> paged = [];
        for (var next = $"{path}?limit=1"; next is not null;)
        {
            var page = await GetAsync(world, next);
            page.GetProperty("total").GetInt32().ShouldBe(all.Count);
            paged.AddRange(Ids(page));
            next = page.TryGetProperty("next", out var address) ? address.GetString() : null;
        }

        all.Count.ShouldBeGreaterThan(1);
        paged.ShouldBe(all);
        foreach (var wrong in new[] { "?after=nonsense", "?after=", "?after=b0001&after=b0002", "?limit=0" })
        {
            (await GetReplyAsync(world, path + wrong)).ShouldBeProblem(400);
        }

        using var visitor = await world.EnterAsync(world.AcmeKey);
        ((int)(await visitor.GetAsync($"/organizations/acme-bank/audits/{audit.Id}?after=nonsense")).Status).ShouldBe(404);
        (await visitor.GetAsync($"/organizations/acme-bank/audits/{audit.Id}?after={all[0]}")).Body.ShouldContain("Previous page");
    }

    [Fact]
    public async Task Page_OfAnAuditThatIsComplete_ShowsWhatWasNotRead()
    {
        await using var world = await PortalWorld.BeginAsync(audits: false);
        var server = await world.ServeAsync();
        var entry = await server.Services.GetRequiredService<IAudits>().RunAsync(AuditWorld.Order(PortalWorld.Acme), Cancellation);
        using var summary = new MemoryStream("""{ "at": "2026-11-28T10:00:00Z", "collection": { "read": 7, "notRead": 3, "unread": [{ "source": "kms:GetKeyPolicy", "resource": "key <1>", "cause": "AWS refused it." }] } }"""u8.ToArray());
        await server.Services.GetRequiredService<IBlobStore>().WriteAsync(
            $"organizations/acme-bank/audits/{entry.AuditId}/summaries/inline.json", summary, new BlobWrite { Condition = WriteCondition.Any, ContentType = "application/json" }, Cancellation);
        using var visitor = await world.EnterAsync(world.AcmeKey);

        var page = (await visitor.GetAsync($"/organizations/acme-bank/audits/{entry.AuditId}")).Body;

        page.ShouldContain("The audit is complete");
        page.ShouldContain("<th scope=\"row\">inline</th>");
        page.ShouldContain("<details><summary>3</summary>");
        page.ShouldContain("<code>kms:GetKeyPolicy</code> key &lt;1&gt;: AWS refused it.");
        page.ShouldContain("and 2 more");
        var batch = (await GetAsync(world, $"/api/organizations/acme-bank/audits/{entry.AuditId}/batches")).GetProperty("batches")[0];
        batch.GetProperty("notRead").GetInt32().ShouldBe(3);
        batch.GetProperty("unread")[0].GetProperty("cause").GetString().ShouldBe("AWS refused it.");
    }

    /// <summary>The evidence decides, and the summary is only for people.</summary>
    [Fact]
    public async Task Batches_WithDamagedSummary_AreShownWithoutIt()
    {
        await using var world = await PortalWorld.BeginAsync(audits: false);
        var server = await world.ServeAsync();
        var entry = await server.Services.GetRequiredService<IAudits>().RunAsync(AuditWorld.Order(PortalWorld.Acme), Cancellation);
        var file = Directory.EnumerateFiles(world.Data, "inline.json.blob", SearchOption.AllDirectories).Single(path => path.Contains("summaries"));
        await File.WriteAllTextAsync(file, "{", Cancellation);

        var batch = (await GetAsync(world, $"/api/organizations/acme-bank/audits/{entry.AuditId}/batches")).GetProperty("batches")[0];

        batch.GetProperty("state").GetString().ShouldBe("read");
        batch.TryGetProperty("read", out _).ShouldBeFalse();
    }

    private static List<string?> Ids(JsonElement page) => [.. page.GetProperty("batches").EnumerateArray().Select(batch => batch.GetProperty("id").GetString())];

    private static async Task<AuditStatus> StartAsync(WebApplication server) => await server.Services.GetRequiredService<IAudits>().StartAsync(AuditWorld.Order(PortalWorld.Acme), Cancellation);

    private static async Task<JsonElement> GetAsync(PortalWorld world, string path)
    {
        var reply = await GetReplyAsync(world, path);
        ((int)reply.Status).ShouldBe(200, reply.Body);
        return reply.Json;
    }

    private static async Task<Reply> GetReplyAsync(PortalWorld world, string path)
    {
        using var client = new HttpClient { BaseAddress = world.Url };
        client.DefaultRequestHeaders.Add("x-api-key", world.AcmeKey);
        using var response = await client.GetAsync(path, Cancellation);
        return await Reply.OfAsync(response);
    }
}
