using AtRest.FakeClouds;
using AtRest.Hosting.Audits;
using AtRest.Hosting.Tests.Audits.Support;
using AtRest.Storage;

namespace AtRest.Hosting.Tests.Audits;

/// <summary>The process is killed after its first write, then after its second, and so on: always exactly one whole report is the end.</summary>
public sealed class KilledAfterEachWriteTests(AzuriteStorage azurite)
{
    private const int AtOnce = 4;

    /// <summary>A cluster of each cloud, and two accounts' regions: the fewest that have a write of every kind, which the tests check.</summary>
    private const int Clusters = 3;

    private static readonly MadeFleet Fleet = new(organizations: 1, Clusters);
    private static readonly MadeFleet LargerFleet = new(organizations: 1, 2 * Clusters);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Audit_KilledAfterEachWrite_InAFolder_GivesOneReport() => await RepeatAsync(() => Task.FromResult<StorageOptions?>(null), StartAsync);

    [Fact]
    public async Task Audit_KilledAfterEachWrite_InAzure_GivesOneReport() => await RepeatAsync(async () => await azurite.NewAsync(), StartAsync);

    [Fact]
    public async Task RunAsync_KilledAfterEachWriteAndRepeated_GivesOneReport() => await RepeatAsync(() => Task.FromResult<StorageOptions?>(null), RunAsync);

    private static async Task RepeatAsync(Func<Task<StorageOptions?>> storage, Func<AuditServer, AuditOrder, bool, Task> work)
    {
        await using var clouds = await FakeCloud.StartAsync(Fleet.Scenario(), cancellationToken: Cancellation);
        var killed = new List<Killed>();
        try
        {
            // All are killed before the first is started again: what the killed ones hold is free by then, and nothing waits for it.
            while (killed.TrueForAll(one => one.Killer.HasStruck))
            {
                killed.AddRange(await Task.WhenAll(Enumerable.Range(killed.Count + 1, AtOnce).Select(write => Task.Run(async () => await KillAsync(clouds, await storage(), work, write), Cancellation))));
            }

            await Parallel.ForEachAsync(killed, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = Cancellation }, async (one, _) => await CheckAsync(one, work));
            (await KindsOfALargerFleetAsync(await storage(), work)).Except(killed[^1].Killer.Kinds).ShouldBeEmpty();

            // Plan, results, evidence, three files, entry, index and end at least.
            killed.Count(one => one.Killer.HasStruck).ShouldBeGreaterThan(8);
        }
        finally
        {
            foreach (var one in killed)
            {
                await one.World.DisposeAsync();
            }
        }
    }

    private static async Task<Killed> KillAsync(FakeCloud clouds, StorageOptions? storage, Func<AuditServer, AuditOrder, bool, Task> work, int write)
    {
        var one = new Killed(await AuditWorld.BeginAsync(clouds, Fleet, storage), AuditWorld.Order(MadeFleet.Id(1)), new Killer(write), write);
        await using var server = one.World.Serve(one.Killer);
        await Should.NotThrowAsync(async () =>
        {
            try
            {
                await work(server, one.Order, true);
            }
            catch (DeadException)
            {
                one.Killer.HasStruck.ShouldBeTrue();
            }
        });
        return one;
    }

    private static async Task CheckAsync(Killed one, Func<AuditServer, AuditOrder, bool, Task> work)
    {
        // A folder's clock is that of the server, so the killed one's messages and claims are old at once. Azure's clock cannot be advanced.
        var later = new ShiftedTime();
        later.Advance(one.World.Storage.Folder is null ? TimeSpan.Zero : TimeSpan.FromMinutes(1));
        var (order, write) = (one.Order, one.Write);
        await using var server = one.World.Serve(time: later);
        await work(server, order, false);
        var entry = await server.OnlyReportAsync(order.OrganizationId);
        entry.AuditId.ShouldBe(order.AuditId);
        entry.Clusters.Total.ShouldBe(Clusters + 1, $"after write {write}");
        (await server.EvidenceAsync(entry)).NotEvaluated.ShouldBeEmpty($"after write {write}");
        var status = await server.Audits.FindAsync(order.OrganizationId, order.AuditId, Cancellation);
        status.ShouldNotBeNull().State.ShouldBe(AuditState.Completed, $"after write {write}");
        status.ReportId.ShouldBe(entry.ReportId);
        status.Evaluated.ShouldBe(Clusters);
    }

    /// <summary>The kinds of writes of an audit that is not killed, and has clusters of every type in every region.</summary>
    private static async Task<IEnumerable<string>> KindsOfALargerFleetAsync(StorageOptions? storage, Func<AuditServer, AuditOrder, bool, Task> work)
    {
        await using var world = await AuditWorld.BeginAsync(LargerFleet, storage);
        var killer = new Killer(int.MaxValue);
        await using var server = world.Serve(killer);
        await work(server, AuditWorld.Order(MadeFleet.Id(1)), true);
        return killer.Kinds;
    }

    /// <summary>Nobody orders it again: what was queued must be enough.</summary>
    private static async Task StartAsync(AuditServer server, AuditOrder order, bool isFirst)
    {
        if (isFirst)
        {
            await server.Audits.StartAsync(order, Cancellation);
        }

        await server.DrainAsync(workers: 1);
    }

    private static async Task RunAsync(AuditServer server, AuditOrder order, bool isFirst) => await server.Audits.RunAsync(order, Cancellation);

    private sealed record Killed(AuditWorld World, AuditOrder Order, Killer Killer, int Write);
}
