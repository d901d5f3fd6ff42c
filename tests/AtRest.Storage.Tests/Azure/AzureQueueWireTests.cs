using System.Text;
using AtRest.Storage.Tests.Support;
using AtRest.Tests.Shared.Limits;
using Azure.Storage.Queues;

namespace AtRest.Storage.Tests.Azure;

/// <summary>What is on the wire, for the Functions host reads it too.</summary>
public sealed class AzureQueueWireTests(AzuriteFixture azurite)
{
    private readonly string name = $"wire-{Guid.NewGuid():N}";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Enqueue_Always_IsBase64ThatNeverExpires()
    {
        await using var storage = new OpenedStorage(new StorageOptions { Connection = await azurite.ConnectionAsync() });
        await storage.Queues.Open(name).EnqueueAsync("{\"é\":1}", TimeSpan.Zero, Cancellation);

        var message = (await (await ClientAsync()).ReceiveMessageAsync(cancellationToken: Cancellation)).Value;

        Encoding.UTF8.GetString(Convert.FromBase64String(message.Body.ToString())).ShouldBe("{\"é\":1}");
        message.ExpiresOn.ShouldNotBeNull().Year.ShouldBeGreaterThan(2100);
    }

    [Theory]
    [InlineData("{\"plain\":true}")]
    [InlineData("/w==")]
    public async Task Receive_PlainMessageOfSomebodyElse_IsHandedOutAsItIs(string text)
    {
        var client = await ClientAsync();
        await client.CreateIfNotExistsAsync(cancellationToken: Cancellation);
        await client.SendMessageAsync(text, Cancellation);
        await using var storage = new OpenedStorage(new StorageOptions { Connection = await azurite.ConnectionAsync() });

        (await storage.Queues.Open(name).ReceiveAsync(new ReceiveOptions(), Cancellation)).ShouldHaveSingleItem().Text.ShouldBe(text);
    }

    [Fact]
    public async Task Queue_DeletedMeanwhile_IsCreatedAgain()
    {
        await using var storage = new OpenedStorage(new StorageOptions { Connection = await azurite.ConnectionAsync() });
        var queue = storage.Queues.Open(name);
        await queue.EnqueueAsync("1", TimeSpan.Zero, Cancellation);
        await (await ClientAsync()).DeleteAsync(Cancellation);

        (await queue.ReceiveAsync(new ReceiveOptions(), Cancellation)).ShouldBeEmpty();
        await queue.EnqueueAsync("2", TimeSpan.Zero, Cancellation);

        (await queue.ReceiveAsync(new ReceiveOptions(), Cancellation)).ShouldHaveSingleItem().Text.ShouldBe("2");
    }

    /// <summary>In Base64 it is too long for the poison queue. It cost the others of the same receive a delivery each, until they were poison, too.</summary>
    [Fact]
    public async Task Receive_AMessageThatCannotBeMoved_TheOthersAreDelivered()
    {
        var client = await ClientAsync();
        await client.CreateIfNotExistsAsync(cancellationToken: Cancellation);
        await client.SendMessageAsync(new string('x', 60 * 1024), Cancellation);
        await using var storage = new OpenedStorage(new StorageOptions { Connection = await azurite.ConnectionAsync(), MaxDeliveries = 1 });
        var queue = storage.Queues.Open(name);
        var bad = (await queue.ReceiveAsync(new ReceiveOptions(), Cancellation)).ShouldHaveSingleItem();
        await queue.RenewAsync(bad, TimeSpan.FromSeconds(1), Cancellation);
        await Until.TrueAsync("the message can be received again", async () => await queue.NextEnqueuedAtAsync(Cancellation) is not null);
        await queue.EnqueueAsync("good", TimeSpan.Zero, Cancellation);

        var good = (await queue.ReceiveAsync(new ReceiveOptions { MaxMessages = 9 }, Cancellation)).ShouldHaveSingleItem();
        (good.Text, good.DequeueCount).ShouldBe(("good", 1));
        (await queue.CountAsync(Cancellation)).ShouldBe(2, "the other one is still there");
    }

    private async Task<QueueClient> ClientAsync() => new(await azurite.ConnectionAsync(), name);
}
