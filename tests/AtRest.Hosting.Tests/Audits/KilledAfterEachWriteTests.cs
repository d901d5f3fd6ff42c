using AtRest.Hosting.Audits;
using AtRest.Hosting.Tests.Audits.Support;
using AtRest.Storage;

namespace AtRest.Hosting.Tests.Audits;

/// <summary>The process is killed after its first write, then after its second, and so on: always exactly one whole report is the end.</summary>
public sealed class KilledAfterEachWriteTests(AzuriteStorage azurite)
{
    /// <summary>Most of the time each waits for the message of the killed process.</summary>
    private const int AtOnce = 10;

    private static readonly MadeFleet Fleet = new(organizations: 1, clusters: 6);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Audit_KilledAfterEachWrite_InAFolder_GivesOneReport() => await RepeatAsync(() => Task.FromResult<StorageOptions?>(null), StartAsync);

    [Fact]
    public async Task Audit_KilledAfterEachWrite_InAzure_GivesOneReport() => await RepeatAsync(async () => await azurite.NewAsync(), StartAsync);

    [Fact]
    public async Task RunAsync_KilledAfterEachWriteAndRepeated_GivesOneReport() => await RepeatAsync(() => Task.FromResult<StorageOptions?>(null), RunAsync);

    private static async Task RepeatAsync(Func<Task<StorageOptions?>> storage, Func<AuditServer, AuditOrder, bool, Task> order)
    {
        var writes = 0;
        var hasStruck = true;
        while (hasStruck)
        {
            var struck = await Task.WhenAll(Enumerable.Range(writes + 1, AtOnce).Select(write => Task.Run(async () => await TryAsync(await storage(), order, write), Cancellation)));
            hasStruck = struck.All(one => one);
            writes += struck.Count(one => one);
        }

        // Plan, results, evidence, three files, entry, index and end at least.
        writes.ShouldBeGreaterThan(8);
    }

    private static async Task<bool> TryAsync(StorageOptions? storage, Func<AuditServer, AuditOrder, bool, Task> work, int write)
    {
        await using var world = await AuditWorld.BeginAsync(Fleet, storage);
        var order = AuditWorld.Order(MadeFleet.Id(1));
        var killer = new Killer(write);
        await using (var first = world.Serve(killer))
        {
            await Should.NotThrowAsync(async () =>
            {
                try
                {
                    await work(first, order, true);
                }
                catch (DeadException)
                {
                    killer.HasStruck.ShouldBeTrue();
                }
            });
        }

        // A folder's clock is that of the server, so the killed one's messages and claims are old at once. Azure's clock cannot be advanced.
        var later = new ShiftedTime();
        later.Advance(world.Storage.Folder is null ? TimeSpan.Zero : TimeSpan.FromMinutes(1));
        await using var second = world.Serve(time: later);
        await work(second, order, false);
        var entry = await second.OnlyReportAsync(order.OrganizationId);
        entry.AuditId.ShouldBe(order.AuditId);
        entry.Clusters.Total.ShouldBe(7, $"after write {write}");
        (await second.EvidenceAsync(entry)).NotEvaluated.ShouldBeEmpty($"after write {write}");
        var status = await second.Audits.FindAsync(order.OrganizationId, order.AuditId, Cancellation);
        status.ShouldNotBeNull().State.ShouldBe(AuditState.Completed, $"after write {write}");
        status.ReportId.ShouldBe(entry.ReportId);
        status.Evaluated.ShouldBe(6);
        return killer.HasStruck;
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
}
