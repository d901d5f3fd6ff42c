using AtRest.Hosting.Audits;
using AtRest.Hosting.Tests.Audits.Support;

namespace AtRest.Hosting.Tests.Audits;

/// <summary>Orders and messages that come when nobody expects them.</summary>
public sealed class LateOrderTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_OrderThatWasOvertakenByALaterOne_IsNotComparedWithTheFuture()
    {
        await using var world = await AuditWorld.BeginAsync(new MadeFleet(organizations: 1, clusters: 2));
        await using var server = world.Serve();
        // In the past: a report in the future counts as made while a clock was ahead.
        var now = AuditWorld.Order(MadeFleet.Id(1));
        var early = now with { OrderedAt = now.OrderedAt.AddHours(-1) };
        var later = AuditWorld.Order(MadeFleet.Id(1)) with { OrderedAt = early.OrderedAt.AddMinutes(10) };

        var first = await server.Audits.RunAsync(later, Cancellation);
        var second = await server.Audits.RunAsync(early, Cancellation);
        var third = await server.Audits.RunAsync(AuditWorld.Order(MadeFleet.Id(1)) with { OrderedAt = later.OrderedAt.AddMinutes(1) }, Cancellation);

        second.PreviousReportId.ShouldBeNull();
        third.PreviousReportId.ShouldBe(first.ReportId);
    }

    [Theory]
    [InlineData("../../manifest")]
    [InlineData("")]
    [InlineData("a/b")]
    public async Task HandlePoison_BatchThatNoPlanNames_IsDropped(string batch)
    {
        await using var world = await AuditWorld.BeginAsync(new MadeFleet(organizations: 1, clusters: 1));
        await using var server = world.Serve();
        var message = new AuditMessage { Kind = AuditMessageKind.Batch, OrganizationId = MadeFleet.Id(1), AuditId = Guid.CreateVersion7().ToString(), Batch = batch };

        await Should.NotThrowAsync(() => server.Work.HandlePoisonAsync(new(message.ToString(), 1), Cancellation));
    }
}
