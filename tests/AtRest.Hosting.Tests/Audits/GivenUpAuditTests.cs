using AtRest.Core.Audits;
using AtRest.Core.Camunda.Evidence;
using AtRest.Core.Rules;
using AtRest.Hosting.Audits;
using AtRest.Hosting.Inventories;
using AtRest.Hosting.Tests.Audits.Support;
using AtRest.Hosting.Work;
using AtRest.Hosting.Work.Claims;

namespace AtRest.Hosting.Tests.Audits;

/// <summary>An audit ends whatever happens, and its report says what was not evaluated and why.</summary>
public sealed class GivenUpAuditTests(AzuriteStorage azurite)
{
    private static readonly MadeFleet Fleet = new(organizations: 2, clusters: 6);
    private static readonly string Organization = MadeFleet.Id(1);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Audit_WhoseInventoryBreaksMeanwhile_EndsWithClustersNotEvaluated(bool inAzure)
    {
        await using var world = await AuditWorld.BeginAsync(Fleet, inAzure ? await azurite.NewAsync() : null);
        await using var server = world.Serve();
        var order = AuditWorld.Order(Organization);
        await server.Audits.StartAsync(order, Cancellation);
        await world.DeclareAsync("{ \"organizations\": [ { } ] }");
        await server.DrainAsync();
        var entry = await server.OnlyReportAsync(Organization);
        entry.Verdict.ShouldBe(Verdict.Indeterminate);
        var evidence = await server.EvidenceAsync(entry);
        evidence.NotEvaluated.Length.ShouldBe(6);
        evidence.NotEvaluated.ShouldAllBe(cluster => cluster.Cause.Contains("no usable inventory"));
        evidence.Clouds.Camunda!.Clusters.Absence!.Cause.ShouldContain("no usable inventory");
        (await server.Audits.FindAsync(Organization, order.AuditId, Cancellation)).ShouldNotBeNull().NotEvaluated.ShouldBe(6);
    }

    [Fact]
    public async Task Audit_OfClustersThatVanishMeanwhile_SaysSoOfThese()
    {
        await using var world = await AuditWorld.BeginAsync(Fleet);
        await using var server = world.Serve();
        await server.Audits.StartAsync(AuditWorld.Order(Organization), Cancellation);
        await world.DeclareAsync(Fleet.Inventory((_, cluster) => cluster != 2));
        await server.DrainAsync();
        var evidence = await server.EvidenceAsync(await server.OnlyReportAsync(Organization));
        evidence.NotEvaluated.ShouldHaveSingleItem().ClusterId.ShouldBe(MadeFleet.ClusterId(1, 2));
        var findings = new Auditor(RuleCatalog.All, new ToolInfo("AtRest", "test")).Audit(evidence).Clusters.Single(cluster => cluster.NotEvaluated is not null).Findings;
        findings.ShouldAllBe(finding => finding.Status == FindingStatus.Unknown && finding.Message.Contains("removed from the inventory"));
    }

    [Fact]
    public async Task Audit_OfAnOrganizationThatVanishes_Ends()
    {
        await using var world = await AuditWorld.BeginAsync(Fleet);
        await using var server = world.Serve();
        var order = AuditWorld.Order(MadeFleet.Id(2));
        await server.Audits.StartAsync(order, Cancellation);
        await world.DeclareAsync(new MadeFleet(1, 6).Inventory());
        await server.DrainAsync();
        var status = (await server.Audits.FindAsync(order.OrganizationId, order.AuditId, Cancellation)).ShouldNotBeNull();
        status.State.ShouldBe(AuditState.Completed);
        status.NotEvaluated.ShouldBe(6);
    }

    [Fact]
    public async Task HandleAsync_StartOfAnOrganizationThatIsGone_EndsWithoutReport()
    {
        await using var world = await AuditWorld.BeginAsync(Fleet);
        await using var server = world.Serve();
        var order = AuditWorld.Order("gone");
        var message = new AuditMessage { Kind = AuditMessageKind.Start, OrganizationId = "gone", AuditId = order.AuditId, Order = order };
        await server.Work.HandleAsync(new QueueDelivery(message.ToString(), 1), Cancellation);
        var status = (await server.Audits.FindAsync("gone", order.AuditId, Cancellation)).ShouldNotBeNull();
        status.State.ShouldBe(AuditState.Failed);
        status.ReportId.ShouldBeNull();
        status.Failure.ShouldNotBeNull().ShouldContain("removed from the inventory");
    }

    /// <summary>After six hours without a storage. Copies of the message, and the other batches, order nothing more.</summary>
    [Fact]
    public async Task HandlePoisonAsync_TheStorageFailedForHours_OrdersTheAuditAgain()
    {
        await using var world = await AuditWorld.BeginAsync(Fleet);
        await using var server = world.Serve();
        var order = AuditWorld.Order(Organization);
        await server.Audits.StartAsync(order, Cancellation);
        var start = (await server.Queue.ReceiveAsync(new(), Cancellation)).ShouldHaveSingleItem();
        await server.Queue.CompleteAsync(start, Cancellation);
        var held = (await server.Get<WorkClaims>().TakeAsync(server.Queue.Name, start.Text, Cancellation)).ShouldNotBeNull();
        await server.Get<WorkClaims>().GiveUpAsync(held, held.Claim with { WasOutage = true }, Cancellation);
        await server.Work.HandlePoisonAsync(new QueueDelivery(start.Text, 1), Cancellation);

        var given = await server.OnlyReportAsync(Organization);
        (await server.EvidenceAsync(given)).NotEvaluated.ShouldAllBe(cluster => cluster.Cause.Contains("ordered the audit again"));
        await server.Get<RepeatedOrders>().OrderAsync(order, Cancellation);
        (await server.Queue.CountAsync(Cancellation)).ShouldBe(1);
        await server.DrainAsync();
        var reports = (await server.Reports.ListAsync(Organization, null, 10, Cancellation))!.Reports;
        reports.Length.ShouldBe(2);
        (await server.EvidenceAsync(reports[0])).NotEvaluated.ShouldBeEmpty();
        reports[0].Cause.ShouldBe(order.Cause);
    }

    [Fact]
    public async Task HandlePoisonAsync_ForeignText_IsDropped()
    {
        await using var world = await AuditWorld.BeginAsync(Fleet);
        await using var server = world.Serve();
        await server.Work.HandlePoisonAsync(new QueueDelivery("{}", 1), Cancellation);
        await server.Work.HandlePoisonAsync(new QueueDelivery("nonsense", 1), Cancellation);
        (await Should.ThrowAsync<RetryLaterException>(() => server.Work.HandleAsync(new QueueDelivery("nonsense", 1), Cancellation))).InnerException.ShouldBeOfType<FormatException>();
    }

    [Fact]
    public async Task HandlePoisonAsync_BatchWhoseResultIsThere_FinishesTheAudit()
    {
        await using var world = await AuditWorld.BeginAsync(Fleet);
        var order = AuditWorld.Order(Organization);
        await using var server = world.Serve();
        await server.Audits.StartAsync(order, Cancellation);
        await server.DrainAsync();
        var entry = await server.OnlyReportAsync(Organization);
        var message = new AuditMessage { Kind = AuditMessageKind.Batch, OrganizationId = Organization, AuditId = order.AuditId, Batch = "b0001" };
        await server.Work.HandlePoisonAsync(new QueueDelivery(message.ToString(), 5), Cancellation);
        (await server.OnlyReportAsync(Organization)).ReportId.ShouldBe(entry.ReportId);
        (await server.EvidenceAsync(entry)).NotEvaluated.ShouldBeEmpty();
    }

    [Fact]
    public async Task GiveUpAsync_AuditThatNeverRan_ReportsWhyNothingWasEvaluated()
    {
        await using var world = await AuditWorld.BeginAsync(Fleet);
        await using var server = world.Serve();
        var order = AuditWorld.Order(Organization, MadeFleet.ClusterId(1, 1));
        var entry = (await server.Audits.GiveUpAsync(order, "The process ended each time.", Cancellation)).ShouldNotBeNull();
        (await server.EvidenceAsync(entry)).NotEvaluated.ShouldHaveSingleItem().Cause.ShouldBe("The process ended each time.");
        (await server.Audits.GiveUpAsync(AuditWorld.Order("gone"), "No matter.", Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task StartAsync_UnknownIds_AreRefusedBeforeAnythingIsStored()
    {
        await using var world = await AuditWorld.BeginAsync(Fleet);
        await using var server = world.Serve();
        (await Should.ThrowAsync<UnknownClusterException>(() => server.Audits.StartAsync(AuditWorld.Order(Organization, MadeFleet.ClusterId(2, 1)), Cancellation))).Clusters.ShouldHaveSingleItem();
        await Should.ThrowAsync<UnknownClusterException>(() => server.Audits.StartAsync(AuditWorld.Order("../acme"), Cancellation));
        await Should.ThrowAsync<UnknownClusterException>(() => server.Audits.RunAsync(AuditWorld.Order("nobody"), Cancellation));
        (await server.Audits.FindAsync("../acme", "../x", Cancellation)).ShouldBeNull();
        (await server.BlobNamesAsync("")).ShouldBeEmpty();
        await world.DeclareAsync("[");
        (await Should.ThrowAsync<InventoryException>(() => server.Audits.StartAsync(AuditWorld.Order(Organization), Cancellation))).Message.ShouldContain("line 1");
    }
}
