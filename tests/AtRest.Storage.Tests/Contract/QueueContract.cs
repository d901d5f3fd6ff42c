using AtRest.Tests.Shared.Limits;

namespace AtRest.Storage.Tests.Contract;

/// <summary>What goes into a queue, and that it comes out again.</summary>
public abstract class QueueContract : ContractTest
{
    private static readonly ReceiveOptions Many = new() { MaxMessages = 32 };

    [Fact]
    public async Task Receive_NothingSent_IsEmpty()
    {
        (await Queue.ReceiveAsync(Many, Cancellation)).ShouldBeEmpty();
        (await Queue.CountAsync(Cancellation)).ShouldBe(0);
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("")]
    [InlineData("{\"organization\":\"acme\"}")]
    [InlineData("<a>&amp;\r\n\t\0 é 日本語 😀</a>")]
    [InlineData("YWJj")]
    public async Task Receive_Sent_IsTheText(string text)
    {
        var before = TimeProvider.System.GetUtcNow().AddSeconds(-2);
        await Queue.EnqueueAsync(text, TimeSpan.Zero, Cancellation);

        var message = (await Queue.ReceiveAsync(Many, Cancellation)).ShouldHaveSingleItem();
        message.Text.ShouldBe(text);
        message.DequeueCount.ShouldBe(1);
        message.Id.ShouldNotBeEmpty();
        message.EnqueuedAt.ShouldBeInRange(before, TimeProvider.System.GetUtcNow().AddSeconds(2));
        (await Queue.ReceiveAsync(Many, Cancellation)).ShouldBeEmpty("it is hidden from everybody else");
        (await Queue.CountAsync(Cancellation)).ShouldBe(1);
        (await Queue.CompleteAsync(message, Cancellation)).ShouldBeTrue();
        (await Queue.CountAsync(Cancellation)).ShouldBe(0);
    }

    [Fact]
    public async Task Receive_Several_AreInOrderAndAtMostAsManyAsRequested()
    {
        foreach (var number in Enumerable.Range(0, 10))
        {
            await Queue.EnqueueAsync($"{number}", TimeSpan.Zero, Cancellation);
        }

        var first = await Queue.ReceiveAsync(new ReceiveOptions { MaxMessages = 3 }, Cancellation);
        var rest = await Queue.ReceiveAsync(Many, Cancellation);

        first.Concat(rest).Select(message => message.Text).ShouldBe(Enumerable.Range(0, 10).Select(number => $"{number}"));
        first.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Enqueue_Delayed_IsSeenLater()
    {
        await Queue.EnqueueAsync("later", TimeSpan.FromSeconds(2), Cancellation);

        (await Queue.ReceiveAsync(Many, Cancellation)).ShouldBeEmpty();
        (await ReceiveSoonAsync()).Text.ShouldBe("later");
    }

    [Fact]
    public async Task NextEnqueuedAt_Always_IsOfTheFirstThatCanBeSeen()
    {
        (await Queue.NextEnqueuedAtAsync(Cancellation)).ShouldBeNull();
        await Queue.EnqueueAsync("hidden for now", TimeSpan.FromHours(1), Cancellation);
        (await Queue.NextEnqueuedAtAsync(Cancellation)).ShouldBeNull();
        await Queue.EnqueueAsync("first", TimeSpan.Zero, Cancellation);
        await Queue.EnqueueAsync("second", TimeSpan.Zero, Cancellation);
        var other = (await OpenAgainAsync()).Queues.Open(QueueName);

        var asked = await other.NextEnqueuedAtAsync(Cancellation);
        var first = (await Queue.ReceiveAsync(new ReceiveOptions { VisibilityTimeout = TimeSpan.FromHours(1) }, Cancellation)).ShouldHaveSingleItem();
        first.Text.ShouldBe("first");
        first.DequeueCount.ShouldBe(1, "to ask takes nothing");
        asked.ShouldBe(first.EnqueuedAt);
        (await other.NextEnqueuedAtAsync(Cancellation)).ShouldNotBeNull().ShouldBeGreaterThanOrEqualTo(first.EnqueuedAt);
        await Queue.ReceiveAsync(Many, Cancellation);
        (await other.NextEnqueuedAtAsync(Cancellation)).ShouldBeNull("all are hidden");
        (await other.CountAsync(Cancellation)).ShouldBe(3);
    }

    [Fact]
    public async Task Queue_Reopened_HasItsMessages()
    {
        foreach (var number in Enumerable.Range(0, 5))
        {
            await Queue.EnqueueAsync($"{number}", TimeSpan.Zero, Cancellation);
        }

        await Queue.CompleteAsync((await Queue.ReceiveAsync(new ReceiveOptions(), Cancellation))[0], Cancellation);
        await Queue.ReceiveAsync(new ReceiveOptions { VisibilityTimeout = TimeSpan.FromHours(1) }, Cancellation);

        var again = (await OpenAgainAsync()).Queues.Open(QueueName);
        (await again.CountAsync(Cancellation)).ShouldBe(4);
        (await again.ReceiveAsync(Many, Cancellation)).Select(message => message.Text).ShouldBe(["2", "3", "4"]);
    }

    [Fact]
    public async Task Receive_ByManyAtOnce_EachMessageGoesToOne()
    {
        await Parallel.ForEachAsync(Enumerable.Range(0, 200), Cancellation, async (number, _) => await Queue.EnqueueAsync($"{number}", TimeSpan.Zero, Cancellation));
        var other = (await OpenAgainAsync()).Queues.Open(QueueName);

        var received = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => Task.Run(() => DrainAsync(number % 2 == 0 ? Queue : other))));

        received.SelectMany(texts => texts).Order(StringComparer.Ordinal).ShouldBe(Enumerable.Range(0, 200).Select(number => $"{number}").Order(StringComparer.Ordinal));
        (await Queue.CountAsync(Cancellation)).ShouldBe(0);
    }

    [Fact]
    public async Task Enqueue_AsLongAsItMayBe_Works()
    {
        var text = new string('ä', IWorkQueue.MaxTextBytes / 2);
        await Queue.EnqueueAsync(text, TimeSpan.Zero, Cancellation);

        (await Queue.ReceiveAsync(Many, Cancellation)).ShouldHaveSingleItem().Text.ShouldBe(text);
    }

    [Fact]
    public async Task Enqueue_WhatCannotBeSent_IsRefused()
    {
        var tooLong = await Should.ThrowAsync<ArgumentException>(() => Queue.EnqueueAsync(new string('a', IWorkQueue.MaxTextBytes + 1), TimeSpan.Zero, Cancellation));

        tooLong.Message.ShouldContain("49153 bytes");
        tooLong.Message.ShouldContain("64 KiB");
        await Should.ThrowAsync<ArgumentException>(() => Queue.EnqueueAsync("half \ud800", TimeSpan.Zero, Cancellation));
        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => Queue.EnqueueAsync("x", TimeSpan.FromSeconds(-1), Cancellation));
        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => Queue.EnqueueAsync("x", TimeSpan.FromDays(8), Cancellation));
        (await Queue.CountAsync(Cancellation)).ShouldBe(0);
    }

    [Fact]
    public async Task Calls_Cancelled_DoNothing()
    {
        var cancelled = new CancellationToken(canceled: true);

        await Should.ThrowAsync<OperationCanceledException>(() => Queue.EnqueueAsync("x", TimeSpan.Zero, cancelled));
        await Should.ThrowAsync<OperationCanceledException>(() => Queue.ReceiveAsync(Many, cancelled));
        await Should.ThrowAsync<OperationCanceledException>(() => Queue.CountAsync(cancelled));
        (await Queue.CountAsync(Cancellation)).ShouldBe(0);
    }

    protected Task<WorkMessage> ReceiveSoonAsync() =>
        Until.SomeAsync("a message is visible", async () => await Queue.ReceiveAsync(new ReceiveOptions(), Cancellation) is [var message] ? message : null);

    private static async Task<List<string>> DrainAsync(IWorkQueue queue)
    {
        List<string> texts = [];
        while (await queue.ReceiveAsync(new ReceiveOptions { MaxMessages = 5 }, Cancellation) is { Count: > 0 } messages)
        {
            foreach (var message in messages)
            {
                (await queue.CompleteAsync(message, Cancellation)).ShouldBeTrue();
                texts.Add(message.Text);
            }
        }

        return texts;
    }
}
