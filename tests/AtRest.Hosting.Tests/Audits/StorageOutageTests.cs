using AtRest.Hosting.Audits;
using AtRest.Hosting.Tests.Audits.Support;
using AtRest.Storage;
using AtRest.Tests.Shared.Azurite;
using AtRest.Tests.Shared.Limits;

namespace AtRest.Hosting.Tests.Audits;

public sealed class StorageOutageTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <param name="blobs">How many blobs the audits have written when it is killed.</param>
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(16)]
    public async Task Audit_WhoseStorageIsKilledAndRestarted_GivesOneReport(int blobs)
    {
        await using var azurite = await AzuriteServer.StartAsync();
        var fleet = new MadeFleet(organizations: 3, clusters: 24);
        await using var world = await AuditWorld.BeginAsync(fleet, new StorageOptions { Connection = azurite.Connection });
        await using var server = world.Serve();
        var orders = fleet.Ids.Select(id => AuditWorld.Order(id)).ToList();
        foreach (var order in orders)
        {
            await server.Audits.StartAsync(order, Cancellation);
        }

        var work = server.DrainAsync(workers: 2);
        await Until.TrueAsync($"the audits have written {blobs} blobs", async () => work.IsCompleted || (await server.BlobNamesAsync("organizations/")).Count >= blobs);
        await azurite.KillAsync();
        await Task.WhenAny(work, azurite.WaitForACallAsync());
        await azurite.StartAgainAsync();

        // The workers of a server go on after an outage; these may end with it.
        await Record.ExceptionAsync(() => work);

        // Azurite saves its data every few seconds: when killed, it loses the rest, including messages. Starting the audit again loses nothing.
        foreach (var order in orders)
        {
            await server.Audits.StartAsync(order, Cancellation);
        }

        await server.DrainAsync();
        foreach (var order in orders)
        {
            (await server.OnlyReportAsync(order.OrganizationId)).AuditId.ShouldBe(order.AuditId);
            (await server.Audits.FindAsync(order.OrganizationId, order.AuditId, Cancellation))!.State.ShouldBe(AuditState.Completed);
        }
    }
}
