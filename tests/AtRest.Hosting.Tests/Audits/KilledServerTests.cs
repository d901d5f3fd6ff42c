using System.Diagnostics;
using AtRest.Hosting.Audits;
using AtRest.Hosting.Tests.Audits.Support;
using AtRest.Tests.Shared.Limits;
using AtRest.Tests.Shared.Processes;

namespace AtRest.Hosting.Tests.Audits;

/// <summary>A real process, killed by SIGKILL again and again.</summary>
public sealed class KilledServerTests(AzuriteStorage azurite)
{
    /// <summary>How many blobs each process adds until it is killed: none, a plan, some results, a part of a report, more than one report.</summary>
    private static readonly int[] KillPoints = [0, 1, 2, 3, 1, 5, 8, 1, 2, 13];

    /// <summary>What a killed process had is hidden for two seconds. One that adds nothing for longer is killed all the same.</summary>
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(5);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Server_KilledAgainAndAgain_LosesAndDoublesNoReport(bool inAzure)
    {
        var fleet = new MadeFleet(organizations: 4, clusters: 12);
        await using var world = await AuditWorld.BeginAsync(fleet, inAzure ? await azurite.NewAsync() : null);
        await using var server = world.Serve();
        var orders = fleet.Ids.Select(id => AuditWorld.Order(id)).ToList();
        foreach (var order in orders)
        {
            await server.Audits.StartAsync(order, Cancellation);
        }

        foreach (var blobs in KillPoints)
        {
            var before = await CountAsync(server);
            using var child = ChildServer.Start(world);
            try
            {
                await new ProcessOutput(child.StandardOutput).LineAsync(line => line == ChildServer.Ready, Cancellation);
                var started = Stopwatch.GetTimestamp();
                await Until.TrueAsync(
                    $"a process has added {blobs} blobs, or finds no work",
                    async () => child.HasExited || Stopwatch.GetElapsedTime(started) > Idle || await CountAsync(server) >= before + blobs);
            }
            finally
            {
                child.Kill(entireProcessTree: true);
            }

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

    private static async Task<int> CountAsync(AuditServer server) => (await server.BlobNamesAsync("organizations/")).Count;
}
