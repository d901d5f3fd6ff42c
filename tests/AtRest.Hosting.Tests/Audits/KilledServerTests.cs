using AtRest.Hosting.Audits;
using AtRest.Hosting.Tests.Audits.Support;
using AtRest.Tests.Shared.Processes;

namespace AtRest.Hosting.Tests.Audits;

/// <summary>A real process, killed by SIGKILL at random moments, again and again.</summary>
public sealed class KilledServerTests(AzuriteStorage azurite)
{
    private const int Kills = 10;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Server_KilledAtRandomMoments_LosesAndDoublesNoReport(bool inAzure)
    {
        var fleet = new MadeFleet(organizations: 4, clusters: 12);
        await using var world = await AuditWorld.BeginAsync(fleet, inAzure ? await azurite.NewAsync() : null);
        await using var server = world.Serve();
        var orders = fleet.Ids.Select(id => AuditWorld.Order(id)).ToList();
        foreach (var order in orders)
        {
            await server.Audits.StartAsync(order, Cancellation);
        }

        foreach (var _ in Enumerable.Range(0, Kills))
        {
            using var child = ChildServer.Start(world);
            await new ProcessOutput(child.StandardOutput).LineAsync(line => line == ChildServer.Ready, Cancellation);
            await Task.Delay(Random.Shared.Next(20, 700), Cancellation);
            child.Kill(entireProcessTree: true);
            await child.WaitForExitAsync(Cancellation);
        }

        await server.DrainAsync();
        foreach (var order in orders)
        {
            (await server.OnlyReportAsync(order.OrganizationId)).AuditId.ShouldBe(order.AuditId);
            var status = (await server.Audits.FindAsync(order.OrganizationId, order.AuditId, Cancellation))!;
            status.State.ShouldBe(AuditState.Completed);
            status.NotEvaluated.ShouldBe(0, "a kill is no failure of the work");
        }
    }
}
