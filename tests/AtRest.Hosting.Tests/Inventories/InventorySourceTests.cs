using System.Text;
using AtRest.Hosting.Inventories;
using AtRest.Hosting.Tests.Audits.Support;
using AtRest.Storage;
using Microsoft.Extensions.Time.Testing;

namespace AtRest.Hosting.Tests.Inventories;

public sealed class InventorySourceTests(AzuriteStorage azurite)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ReadAsync_FileThatChanges_IsReadAgainAtOnceAndOnlyThen()
    {
        await using var world = await AuditWorld.BeginAsync(new MadeFleet(organizations: 1, clusters: 2));
        await using var server = world.Serve();
        var first = await server.Inventory.ReadAsync(Cancellation);
        (await server.Inventory.ReadAsync(Cancellation)).ShouldBeSameAs(first);
        await world.DeclareAsync(new MadeFleet(organizations: 2, clusters: 2).Inventory());
        (await server.Inventory.ReadAsync(Cancellation)).Organizations.Length.ShouldBe(2);
        await world.DeclareAsync("{ \"organizations\": [ { \"id\": \"A B\" }, 7 ] }");
        var message = (await Should.ThrowAsync<InventoryException>(() => server.Inventory.ReadAsync(Cancellation))).Message;
        message.ShouldContain(world.Inventory);
        message.ShouldContain("organizations[0].id");
        message.ShouldContain("organizations[1]");
        message.Split('\n').Length.ShouldBeGreaterThan(2);
        await world.DeclareAsync(new MadeFleet(organizations: 3, clusters: 1).Inventory());
        (await server.Inventory.ReadAsync(Cancellation)).Organizations.Length.ShouldBe(3);
    }

    [Fact]
    public async Task ReadAsync_FileBehindALink_IsReadAgainWhenTheLinkLeadsElsewhere()
    {
        await using var world = await AuditWorld.BeginAsync(new MadeFleet(organizations: 1, clusters: 2));
        var link = world.Inventory + ".link";
        var other = world.Inventory + ".other";
        await File.WriteAllTextAsync(other, new MadeFleet(organizations: 2, clusters: 1).Inventory(), Cancellation);
        File.CreateSymbolicLink(link, world.Inventory);
        await using var server = new AuditServer(world.Settings with { Inventory = link });
        (await server.Inventory.ReadAsync(Cancellation)).Organizations.Length.ShouldBe(1);
        File.Delete(link);
        File.CreateSymbolicLink(link, other);
        (await server.Inventory.ReadAsync(Cancellation)).Organizations.Length.ShouldBe(2);
    }

    [Fact]
    public async Task ReadAsync_BlobByItsUrl_IsReadAgainWithinSeconds()
    {
        var storage = await azurite.NewAsync();
        await using var world = await AuditWorld.BeginAsync(new MadeFleet(1, 1), storage);
        var endpoint = storage.Connection!.Split("BlobEndpoint=")[1].Split(';')[0];
        var time = new FakeTimeProvider();
        await using var server = new AuditServer(world.Settings with { Inventory = $"{endpoint}/{storage.Container}/config/inventory.json" }, time);
        (await Should.ThrowAsync<InventoryException>(() => server.Inventory.ReadAsync(Cancellation))).Message.ShouldContain("There is no inventory");
        await UploadAsync(server, new MadeFleet(organizations: 1, clusters: 2));
        var first = await server.Inventory.ReadAsync(Cancellation);
        await UploadAsync(server, new MadeFleet(organizations: 2, clusters: 2));
        (await server.Inventory.ReadAsync(Cancellation)).ShouldBeSameAs(first);
        time.Advance(TimeSpan.FromSeconds(4));
        var second = await server.Inventory.ReadAsync(Cancellation);
        second.Organizations.Length.ShouldBe(2);
        time.Advance(TimeSpan.FromSeconds(4));
        (await server.Inventory.ReadAsync(Cancellation)).ShouldBeSameAs(second);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ReadAsync_BlobOfTheOwnStorage_IsReadAgainWithinSeconds(bool inAzure)
    {
        await using var world = await AuditWorld.BeginAsync(new MadeFleet(1, 1), inAzure ? await azurite.NewAsync() : null);
        var time = new FakeTimeProvider();
        await using var server = new AuditServer(world.Settings with { Inventory = "blob:config/inventory.json" }, time);
        (await Should.ThrowAsync<InventoryException>(() => server.Inventory.ReadAsync(Cancellation))).Message.ShouldContain("config/inventory.json");
        await UploadAsync(server, new MadeFleet(organizations: 1, clusters: 2));
        (await server.Inventory.ReadAsync(Cancellation)).Organizations.Length.ShouldBe(1);
        await UploadAsync(server, new MadeFleet(organizations: 2, clusters: 2));
        time.Advance(TimeSpan.FromSeconds(4));
        (await server.Inventory.ReadAsync(Cancellation)).Organizations.Length.ShouldBe(2);
    }

    [Theory]
    [InlineData(null, "No inventory is set")]
    [InlineData("no/such/file.json", "cannot be read")]
    [InlineData("blob:..", "cannot be read")]
    public async Task ReadAsync_NoInventory_SaysWhatToDo(string? setting, string words)
    {
        await using var world = await AuditWorld.BeginAsync(new MadeFleet(1, 1));
        await using var server = new AuditServer(world.Settings with { Inventory = setting });
        var message = (await Should.ThrowAsync<InventoryException>(() => server.Inventory.ReadAsync(Cancellation))).Message;
        message.ShouldContain(words);
    }

    private static Task<BlobWriteResult> UploadAsync(AuditServer server, MadeFleet fleet) => server.Blobs.WriteAsync(
        "config/inventory.json", new MemoryStream(Encoding.UTF8.GetBytes(fleet.Inventory())), new BlobWrite { Condition = WriteCondition.Any }, Cancellation);
}
