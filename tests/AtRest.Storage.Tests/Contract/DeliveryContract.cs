using AtRest.Tests.Shared.Limits;

namespace AtRest.Storage.Tests.Contract;

/// <summary>At least once, and not endlessly.</summary>
public abstract class DeliveryContract : ContractTest
{
    private static readonly ReceiveOptions Shortly = new() { VisibilityTimeout = TimeSpan.FromSeconds(1) };
    private static readonly ReceiveOptions Long = new() { VisibilityTimeout = TimeSpan.FromMinutes(5) };

    [Fact]
    public async Task Message_NotCompletedInTime_ComesAgainAndIsNotTheFirstReceiversAnyMore()
    {
        await Queue.EnqueueAsync("work", TimeSpan.Zero, Cancellation);
        var first = await ReceiveSoonAsync(Shortly);
        var second = await ReceiveSoonAsync(Long);

        second.Id.ShouldBe(first.Id);
        second.DequeueCount.ShouldBe(2);
        second.EnqueuedAt.ShouldBe(first.EnqueuedAt);
        (await Queue.CompleteAsync(first, Cancellation)).ShouldBeFalse();
        (await Queue.RenewAsync(first, TimeSpan.FromMinutes(1), Cancellation)).ShouldBeNull();
        (await Queue.AbandonAsync(first, TimeSpan.Zero, Cancellation)).ShouldBeFalse();
        (await Queue.CompleteAsync(second, Cancellation)).ShouldBeTrue();
        (await Queue.CompleteAsync(second, Cancellation)).ShouldBeFalse();
        (await Queue.RenewAsync(second, TimeSpan.FromMinutes(1), Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task Renew_InTime_KeepsTheMessageHidden()
    {
        await Queue.EnqueueAsync("long work", TimeSpan.Zero, Cancellation);
        await Queue.EnqueueAsync("short work", TimeSpan.Zero, Cancellation);
        var received = await Queue.ReceiveAsync(new ReceiveOptions { MaxMessages = 2, VisibilityTimeout = TimeSpan.FromSeconds(5) }, Cancellation);
        var message = received.Single(one => one.Text == "long work");

        var renewed = (await Queue.RenewAsync(message, TimeSpan.FromMinutes(5), Cancellation)).ShouldNotBeNull();

        // The other one, which was hidden with it, comes again: the time is over.
        (await ReceiveSoonAsync(Long)).Text.ShouldBe("short work");
        (await Queue.ReceiveAsync(Long, Cancellation)).ShouldBeEmpty();
        renewed.Text.ShouldBe("long work");
        renewed.DequeueCount.ShouldBe(1);
        (await Queue.CompleteAsync(message, Cancellation)).ShouldBeFalse("the receipt is the renewed one's");
        (await Queue.CompleteAsync(renewed, Cancellation)).ShouldBeTrue();
    }

    [Fact]
    public async Task Abandon_Delayed_ComesAgainLater()
    {
        await Queue.EnqueueAsync("again", TimeSpan.Zero, Cancellation);
        var message = await ReceiveSoonAsync(Long);

        (await Queue.AbandonAsync(message, TimeSpan.FromSeconds(5), Cancellation)).ShouldBeTrue();

        (await Queue.ReceiveAsync(Long, Cancellation)).ShouldBeEmpty();
        var again = await ReceiveSoonAsync(Long);
        again.Text.ShouldBe("again");
        again.DequeueCount.ShouldBe(2);
    }

    [Fact]
    public async Task Abandon_LastDelivery_IsPoisonAtOnce()
    {
        await Queue.EnqueueAsync("{\"bad\":true}", TimeSpan.Zero, Cancellation);
        for (var delivery = 1; delivery <= 5; delivery++)
        {
            var message = (await Queue.ReceiveAsync(Long, Cancellation)).ShouldHaveSingleItem();
            message.DequeueCount.ShouldBe(delivery);
            (await Queue.AbandonAsync(message, TimeSpan.Zero, Cancellation)).ShouldBeTrue();
        }

        (await Queue.ReceiveAsync(Long, Cancellation)).ShouldBeEmpty();
        (await Queue.CountAsync(Cancellation)).ShouldBe(0);
        (await (await PoisonAsync()).ReceiveAsync(Long, Cancellation)).ShouldHaveSingleItem().Text.ShouldBe("{\"bad\":true}");
    }

    [Fact]
    public async Task Receive_ReceiversDied_IsPoisonAndOthersGoOn()
    {
        await Queue.EnqueueAsync("deadly", TimeSpan.Zero, Cancellation);
        for (var delivery = 1; delivery <= 5; delivery++)
        {
            (await ReceiveSoonAsync(Shortly)).DequeueCount.ShouldBe(delivery);
        }

        await Until.TrueAsync("the message can be received again", async () => await Queue.NextEnqueuedAtAsync(Cancellation) is not null);
        await Queue.EnqueueAsync("good", TimeSpan.Zero, Cancellation);

        (await Queue.ReceiveAsync(Long, Cancellation)).ShouldHaveSingleItem().Text.ShouldBe("good");
        (await (await PoisonAsync()).ReceiveAsync(Long, Cancellation)).ShouldHaveSingleItem().Text.ShouldBe("deadly");
    }

    [Fact]
    public async Task Poison_Failed_StaysWhereItIs()
    {
        var poison = await PoisonAsync();
        await poison.EnqueueAsync("poison", TimeSpan.Zero, Cancellation);
        for (var delivery = 1; delivery <= 7; delivery++)
        {
            await poison.AbandonAsync((await poison.ReceiveAsync(Long, Cancellation)).ShouldHaveSingleItem(), TimeSpan.Zero, Cancellation);
        }

        (await poison.CountAsync(Cancellation)).ShouldBe(1);
    }

    [Theory]
    [InlineData("../../etc")]
    [InlineData("")]
    [InlineData("AgAAAAMAAAAAAAAA")]
    public async Task Receipt_ThatIsNone_ChangesNothing(string receipt)
    {
        await Queue.EnqueueAsync("x", TimeSpan.Zero, Cancellation);
        var message = await ReceiveSoonAsync(Long) with { Receipt = receipt };

        (await Queue.CompleteAsync(message, Cancellation)).ShouldBeFalse();
        (await Queue.RenewAsync(message, TimeSpan.FromMinutes(1), Cancellation)).ShouldBeNull();
        (await Queue.CountAsync(Cancellation)).ShouldBe(1);
    }

    [Fact]
    public async Task Open_BadName_IsRefused()
    {
        var queues = (await OpenAgainAsync()).Queues;
        foreach (var name in new[] { "", "ab", "Upper", "a_b", "a--b", "-ab", "ab-", "a/b", "..", "é-queue", new string('a', 57), new string('a', 57) + "-poison" })
        {
            Should.Throw<ArgumentException>(() => queues.Open(name)).Message.ShouldContain("lower-case letters");
        }

        queues.Open(new string('a', 56)).Name.Length.ShouldBe(56);
        queues.Open(new string('a', 56) + "-poison").Name.Length.ShouldBe(63);
    }

    private async Task<IWorkQueue> PoisonAsync() => (await OpenAgainAsync()).Queues.Open(QueueName + "-poison");

    private Task<WorkMessage> ReceiveSoonAsync(ReceiveOptions options) =>
        Until.SomeAsync("a message is visible", async () => await Queue.ReceiveAsync(options, Cancellation) is [var message] ? message : null);
}
