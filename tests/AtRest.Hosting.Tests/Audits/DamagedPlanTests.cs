using System.Text;
using System.Text.Json.Nodes;
using AtRest.Core.Audits;
using AtRest.Hosting.Audits;
using AtRest.Hosting.Tests.Api.Support;
using AtRest.Hosting.Tests.Audits.Support;
using AtRest.Hosting.Work;
using AtRest.Hosting.Work.Claims;
using AtRest.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AtRest.Hosting.Tests.Audits;

/// <summary>An audit whose plan is damaged, or impossible, is found, says what happened, and is ordered again. It is never completed without a report.</summary>
public sealed class DamagedPlanTests
{
    private static readonly string Organization = MadeFleet.Id(1);
    private readonly ShiftedTime time = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>What became of the plan. The values are the whole content, or changes of the JSON.</summary>
    private static readonly Dictionary<string, Func<JsonObject, string>> Damages = new(StringComparer.Ordinal)
    {
        ["cut off"] = _ => "{",
        ["empty"] = _ => "",
        ["null"] = _ => "null",
        ["a list"] = _ => "[]",
        ["without batches"] = Changed(plan => plan.Remove("batches")),
        ["batches are null"] = Changed(plan => plan["batches"] = null),
        ["no batch"] = Changed(plan => plan["batches"] = new JsonArray()),
        ["a batch is null"] = Changed(plan => plan["batches"]!.AsArray().Add((JsonNode?)null)),
        ["a negative batch"] = Changed(plan => plan["batches"]![0]!["id"] = "b-0001"),
        ["a batch that is a path"] = Changed(plan => plan["batches"]![0]!["id"] = "../../x"),
        ["a batch without a name"] = Changed(plan => plan["batches"]![0]!["id"] = ""),
        ["a long name of a batch"] = Changed(plan => plan["batches"]![0]!["id"] = new string('b', 65)),
        ["an index for a name"] = Changed(plan => plan["batches"]![0]!["id"] = -1),
        ["a batch twice"] = Changed(plan => plan["batches"]!.AsArray().Add(plan["batches"]![0]!.DeepClone())),
        ["an unknown cluster"] = Changed(plan => plan["batches"]![0]!["clusters"]![0] = MadeFleet.ClusterId(9, 9)),
        ["a cluster that is null"] = Changed(plan => plan["batches"]![0]!["clusters"]![0] = null),
        ["a cluster too few"] = Changed(plan => plan["batches"]![0]!["clusters"]!.AsArray().RemoveAt(0)),
        ["Camunda twice"] = Changed(plan => plan["batches"]![0]!["asksCamunda"] = true),
        ["another audit"] = Changed(plan => plan["order"]!["auditId"] = "00000000-0000-4000-8000-000000000000"),
        ["another organization"] = Changed(plan => plan["order"]!["organizationId"] = "other"),
        ["a previous report that is a path"] = Changed(plan => plan["previousReportId"] = "../x"),
        ["a cluster that was not ordered"] = Changed(plan => plan["notDeclared"] = new JsonArray(new JsonObject { ["clusterId"] = MadeFleet.ClusterId(9, 9), ["cause"] = "It is not there." })),
        ["a declaration that is not one"] = Changed(plan => plan["frame"]!["organization"] = new JsonObject()),
        ["a declaration of another audit"] = Changed(plan => plan["frame"]!["auditId"] = "00000000-0000-4000-8000-000000000000"),
    };

    public static TheoryData<string> AllDamages => [.. Damages.Keys];

    [Theory]
    [MemberData(nameof(AllDamages))]
    public async Task FindAsync_PlanIsDamaged_SaysSoAndTheAuditIsRepeated(string damage)
    {
        await using var world = await AuditWorld.BeginAsync(new MadeFleet(organizations: 1, clusters: 3));
        await using var server = world.Serve(time: time);
        var order = await DamagedAsync(server, damage);

        var status = (await server.Audits.FindAsync(Organization, order.AuditId, Cancellation)).ShouldNotBeNull();

        await CheckRepeatedAsync(server, order, status);
    }

    [Theory]
    [MemberData(nameof(AllDamages))]
    public async Task HandleAsync_PlanIsDamaged_EndsTheAuditAtOnceAndRepeatsIt(string damage)
    {
        await using var world = await AuditWorld.BeginAsync(new MadeFleet(organizations: 1, clusters: 3));
        await using var server = world.Serve(time: time);
        var order = await DamagedAsync(server, damage);
        var start = (await server.Queue.ReceiveAsync(new(), Cancellation)).ShouldHaveSingleItem();

        await server.Work.HandleAsync(new QueueDelivery(start.Text, 1), Cancellation);

        await server.Queue.CompleteAsync(start, Cancellation);
        (await server.Get<AuditStore>().CompletionAsync(Organization, order.AuditId, Cancellation)).ShouldNotBeNull().RepeatedAs.ShouldNotBeNull();
        await CheckRepeatedAsync(server, order, (await server.Audits.FindAsync(Organization, order.AuditId, Cancellation))!);
    }

    /// <summary>Another process has the message of a batch, and reads the plan then.</summary>
    [Fact]
    public async Task HandleAsync_PlanIsDamagedWhenABatchIsDue_EndsTheAuditAndRepeatsIt()
    {
        await using var world = await AuditWorld.BeginAsync(new MadeFleet(organizations: 1, clusters: 3));
        AuditOrder order;
        await using (var first = world.Serve(time: time))
        {
            order = await StartAsync(first);
            var start = (await first.Queue.ReceiveAsync(new(), Cancellation)).ShouldHaveSingleItem();
            await first.Work.HandleAsync(new QueueDelivery(start.Text, 1), Cancellation);
            await first.Queue.CompleteAsync(start, Cancellation);
        }

        await using var server = world.Serve(time: time);
        await DamageAsync(server, order, "a negative batch");
        var batch = (await server.Queue.ReceiveAsync(new(), Cancellation)).ShouldHaveSingleItem();
        await server.Work.HandleAsync(new QueueDelivery(batch.Text, 1), Cancellation);
        await server.Queue.CompleteAsync(batch, Cancellation);

        await CheckRepeatedAsync(server, order, (await server.Audits.FindAsync(Organization, order.AuditId, Cancellation))!);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Resume_PlanIsDamagedAndTheMessagesAreGone_TheAuditIsRepeated(bool isMarkLost)
    {
        await using var world = await AuditWorld.BeginAsync(new MadeFleet(organizations: 1, clusters: 3));
        await using var server = world.Serve(time: time);
        var order = await DamagedAsync(server, "an unknown cluster");
        foreach (var message in await server.Queue.ReceiveAsync(new(), Cancellation))
        {
            await server.Queue.CompleteAsync(message, Cancellation);
        }

        if (isMarkLost)
        {
            await WriteAsync(server, AuditStore.Open(Organization, order.AuditId), "{");
        }

        time.Advance(new ClaimTimes().Quiet);
        await server.Get<UnfinishedAudits>().RunAsync(Organization, [order.AuditId], Cancellation);

        if (isMarkLost)
        {
            // Nothing says what was ordered: it is not called "not found", and not repeated.
            (await Should.ThrowAsync<DamagedPlanException>(() => server.Audits.FindAsync(Organization, order.AuditId, Cancellation))).IsDamage.ShouldBeTrue();
            (await server.Queue.CountAsync(Cancellation)).ShouldBe(0);
            return;
        }

        await CheckRepeatedAsync(server, order, (await server.Audits.FindAsync(Organization, order.AuditId, Cancellation))!);
    }

    [Fact]
    public async Task RunAsync_PlanIsDamaged_ReturnsTheReportOfTheAuditThatRepeatsIt()
    {
        await using var world = await AuditWorld.BeginAsync(new MadeFleet(organizations: 1, clusters: 3));
        await using var server = world.Serve(time: time);
        var order = AuditWorld.Order(Organization, MadeFleet.ClusterId(1, 1)) with { OrderedAt = time.GetUtcNow() };
        await server.Get<AuditSteps>().FindOrMakePlanAsync(order, inline: true, Cancellation);
        await DamageAsync(server, order, "cut off");

        var entry = await server.Audits.RunAsync(order, Cancellation);
        var again = await server.Audits.RunAsync(order, Cancellation);

        again.ReportId.ShouldBe(entry.ReportId);
        var status = (await server.Audits.FindAsync(Organization, order.AuditId, Cancellation)).ShouldNotBeNull();
        (status.State, status.RepeatedAs).ShouldBe((AuditState.Failed, entry.AuditId));
        await server.DrainAsync();
        (await server.OnlyReportAsync(Organization)).ReportId.ShouldBe(entry.ReportId);
    }

    /// <summary>Its plan was damaged later.</summary>
    [Fact]
    public async Task RunAsync_TheReportExists_ReturnsIt()
    {
        await using var world = await AuditWorld.BeginAsync(new MadeFleet(organizations: 1, clusters: 3));
        await using var server = world.Serve(time: time);
        var order = AuditWorld.Order(Organization) with { OrderedAt = time.GetUtcNow() };
        var entry = await server.Audits.RunAsync(order, Cancellation);
        await DamageAsync(server, order, "cut off");

        (await server.Audits.RunAsync(order, Cancellation)).ReportId.ShouldBe(entry.ReportId);
        var status = (await server.Audits.FindAsync(Organization, order.AuditId, Cancellation)).ShouldNotBeNull();
        (status.State, status.ReportId).ShouldBe((AuditState.Completed, entry.ReportId));
        (await server.Queue.CountAsync(Cancellation)).ShouldBe(0);
    }

    [Fact]
    public async Task StartAsync_TheSameOrderAgain_SaysThatItFailed()
    {
        await using var world = await AuditWorld.BeginAsync(new MadeFleet(organizations: 1, clusters: 3));
        await using var server = world.Serve(time: time);
        var order = await DamagedAsync(server, "cut off");

        var status = await server.Audits.StartAsync(order, Cancellation);

        await CheckRepeatedAsync(server, order, status);
    }

    /// <summary>What damages plans may still be there.</summary>
    [Fact]
    public async Task FindAsync_ThePlanOfTheRepetitionIsDamagedToo_IsNotRepeatedAgain()
    {
        await using var world = await AuditWorld.BeginAsync(new MadeFleet(organizations: 1, clusters: 3));
        await using var server = world.Serve(time: time);
        var order = await DamagedAsync(server, "cut off");
        var again = (await server.Audits.FindAsync(Organization, order.AuditId, Cancellation))!.RepeatedAs!;
        await DamageAsync(server, order with { AuditId = again }, "cut off");

        await server.DrainAsync();

        var status = (await server.Audits.FindAsync(Organization, again, Cancellation)).ShouldNotBeNull();
        (status.State, status.ReportId, status.RepeatedAs).ShouldBe((AuditState.Failed, null, null));
        status.Failure.ShouldNotBeNull().ShouldContain("Start another audit");
        (await server.BlobNamesAsync("open/")).ShouldBeEmpty();
    }

    /// <summary>The storage lost only the plan: the mark has the order.</summary>
    [Fact]
    public async Task FindAsync_ThePlanIsGone_PlansTheAuditAgain()
    {
        await using var world = await AuditWorld.BeginAsync(new MadeFleet(organizations: 1, clusters: 3));
        await using var server = world.Serve(time: time);
        var order = await StartAsync(server);
        await server.Blobs.DeleteAsync(AuditStore.Manifest(Organization, order.AuditId), etag: null, Cancellation);

        (await server.Audits.FindAsync(Organization, order.AuditId, Cancellation)).ShouldNotBeNull().State.ShouldBe(AuditState.Queued);
        await server.DrainAsync();
        (await server.OnlyReportAsync(Organization)).AuditId.ShouldBe(order.AuditId);
    }

    [Theory]
    [InlineData("{", true)]
    [InlineData("{", false)]
    [InlineData("""{ "reportId": "00000000-0000-4000-8000-000000000000", "evaluated": 3, "notEvaluated": 0 }""", false)]
    [InlineData("""{ "evaluated": -1, "notEvaluated": 0 }""", false)]
    [InlineData("""{ "evaluated": 0, "notEvaluated": 3 }""", false)]
    public async Task FindAsync_TheEndIsDamaged_TheReportDecides(string end, bool hasReport)
    {
        await using var world = await AuditWorld.BeginAsync(new MadeFleet(organizations: 1, clusters: 3));
        await using var server = world.Serve(time: time);
        var order = await StartAsync(server);
        if (hasReport)
        {
            await server.DrainAsync();
        }

        await WriteAsync(server, AuditStore.Completed(Organization, order.AuditId), end);

        var status = (await server.Audits.FindAsync(Organization, order.AuditId, Cancellation)).ShouldNotBeNull();
        (status.State, status.ReportId).ShouldBe(hasReport ? (AuditState.Completed, ReportIds.Of(order.AuditId, Organization)) : (AuditState.Failed, null));
        (status.Failure is null).ShouldBe(hasReport);
        (status.Evaluated, status.NotEvaluated).ShouldBe(hasReport ? (3, 0) : (0, 3));
    }

    /// <summary>A storage that was killed or restored can have the end of the audit, and not its report.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task FindAsync_TheReportIsLost_IsNotCompleted(bool hasPlan)
    {
        await using var world = await AuditWorld.BeginAsync(new MadeFleet(organizations: 1, clusters: 3));
        await using var server = world.Serve(time: time);
        var order = await StartAsync(server);
        await server.DrainAsync();
        if (!hasPlan)
        {
            await server.Blobs.DeleteAsync(AuditStore.Manifest(Organization, order.AuditId), etag: null, Cancellation);
        }

        (await server.Audits.FindAsync(Organization, order.AuditId, Cancellation))!.State.ShouldBe(AuditState.Completed);
        foreach (var name in await server.BlobNamesAsync($"organizations/{Organization}/index/"))
        {
            await server.Blobs.DeleteAsync(name, etag: null, Cancellation);
        }

        var status = (await server.Audits.FindAsync(Organization, order.AuditId, Cancellation)).ShouldNotBeNull();
        (status.State, status.ReportId).ShouldBe((AuditState.Failed, null));
        status.Failure.ShouldNotBeNull().ShouldContain("missing or damaged");
        time.Advance(TimeSpan.FromDays(401));
        (await server.Audits.FindAsync(Organization, order.AuditId, Cancellation))!.State.ShouldBe(AuditState.Completed, "the report has expired");
    }

    [Fact]
    public async Task FindAsync_TheResultOfABatchIsDamaged_ItsClustersAreNotEvaluated()
    {
        await using var world = await AuditWorld.BeginAsync(new MadeFleet(organizations: 1, clusters: 3));
        await using var server = world.Serve(time: time);
        var order = await StartAsync(server);
        var plan = (await server.Get<AuditStore>().FindPlanAsync(Organization, order.AuditId, Cancellation))!;
        foreach (var batch in plan.Batches)
        {
            await server.Get<AuditSteps>().CollectAsync(plan, batch, Cancellation);
        }

        foreach (var file in Directory.GetFiles(world.Storage.Folder!, $"{plan.Batches[0].Id}.json.blob", SearchOption.AllDirectories))
        {
            await File.WriteAllTextAsync(file, "x", Cancellation);
        }

        await server.DrainAsync();
        var entry = await server.OnlyReportAsync(Organization);
        entry.AuditId.ShouldBe(order.AuditId);
        (await server.EvidenceAsync(entry)).NotEvaluated.ShouldAllBe(cluster => cluster.Cause.Contains("changed or damaged"));
        (await server.EvidenceAsync(entry)).NotEvaluated.Length.ShouldBe(plan.Batches[0].Clusters.Length);
    }

    /// <summary>Two workers make the same report at the same time, and a third one again later.</summary>
    [Fact]
    public async Task FinishAsync_TheReportIsMadeSeveralTimes_IsLoggedOnce()
    {
        using var log = new LogCapture();
        await using var world = await AuditWorld.BeginAsync(new MadeFleet(organizations: 1, clusters: 3));
        await using var server = new AuditServer(world.Settings, more: services => services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Information).AddProvider(log)));
        var order = await StartAsync(server);
        var plan = (await server.Get<AuditStore>().FindPlanAsync(Organization, order.AuditId, Cancellation))!;
        foreach (var batch in plan.Batches)
        {
            await server.Get<AuditSteps>().CollectAsync(plan, batch, Cancellation);
        }

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => server.Get<AuditSteps>().FinishAsync(plan, Cancellation)));
        await server.Audits.RunAsync(order, Cancellation);
        await server.Get<AuditSteps>().FinishAsync(plan, Cancellation);

        log.Lines.Count(line => line.Contains(" is complete: report ", StringComparison.Ordinal)).ShouldBe(1, log.Text);
    }

    private async Task<AuditOrder> StartAsync(AuditServer server)
    {
        var order = AuditWorld.Order(Organization) with { OrderedAt = time.GetUtcNow() };
        await server.Audits.StartAsync(order, Cancellation);
        return order;
    }

    private async Task<AuditOrder> DamagedAsync(AuditServer server, string damage)
    {
        var order = await StartAsync(server);
        await DamageAsync(server, order, damage);
        return order;
    }

    private static async Task DamageAsync(AuditServer server, AuditOrder order, string damage)
    {
        var name = AuditStore.Manifest(Organization, order.AuditId);
        await using var blob = (await server.Blobs.ReadAsync(name, Cancellation)).ShouldNotBeNull();
        var plan = (await JsonNode.ParseAsync(blob.Content, cancellationToken: Cancellation))!.AsObject();
        await WriteAsync(server, name, Damages[damage](plan));
    }

    private static async Task WriteAsync(AuditServer server, string name, string content)
    {
        await using var stream = new MemoryStream(Encoding.UTF8.GetBytes(content));
        await server.Blobs.WriteAsync(name, stream, new() { Condition = WriteCondition.Any }, Cancellation);
    }

    private static Func<JsonObject, string> Changed(Action<JsonObject> change) => plan =>
    {
        var before = plan.ToJsonString();
        change(plan);
        plan.ToJsonString().ShouldNotBe(before);
        return plan.ToJsonString();
    };

    private static async Task CheckRepeatedAsync(AuditServer server, AuditOrder order, AuditStatus status)
    {
        (status.State, status.ReportId, status.Evaluated).ShouldBe((AuditState.Failed, null, 0));
        status.Failure.ShouldNotBeNull().ShouldContain("changed or damaged");
        (status.Cause, status.OrderedAt).ShouldBe((order.Cause, order.OrderedAt));
        var again = status.RepeatedAs.ShouldNotBeNull();
        (await server.Audits.FindAsync(Organization, again, Cancellation)).ShouldNotBeNull().State.ShouldBe(AuditState.Queued);

        await server.DrainAsync();

        var repeated = (await server.Audits.FindAsync(Organization, again, Cancellation)).ShouldNotBeNull();
        (repeated.State, repeated.Evaluated, repeated.NotEvaluated).ShouldBe((AuditState.Completed, 3, 0));
        (await server.OnlyReportAsync(Organization)).AuditId.ShouldBe(again);
        (await server.Audits.FindAsync(Organization, order.AuditId, Cancellation))!.ShouldBe(status);
        (await server.BlobNamesAsync("open/")).ShouldBeEmpty();
        (await server.PoisonQueue.CountAsync(Cancellation)).ShouldBe(0);
    }
}
