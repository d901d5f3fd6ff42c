using System.Collections.Concurrent;
using AtRest.Tests.Shared.Limits;

namespace AtRest.Hosting.Tests.Serving;

public sealed class QueuePumpTests : PumpTest
{
    [Fact]
    public async Task RunAsync_WithMessages_WorksOnEachOnceAndNoMoreAtOnceThanAllowed()
    {
        var texts = Enumerable.Range(1, 9).Select(number => $"message {number}").ToList();
        foreach (var text in texts)
        {
            await Queue.EnqueueAsync(text, TimeSpan.Zero, Token);
        }

        var (running, begun, most) = (0, 0, 0);
        ConcurrentBag<string> done = [];
        // Each message of an odd number is worked on until the next one is worked on too.
        var partners = texts.Select(_ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).ToList();
        partners[^1].SetResult();
        using var stopping = new CancellationTokenSource();
        var pumping = Pump(async (delivery, token) =>
        {
            int number;
            lock (done)
            {
                number = begun++;
                most = Math.Max(most, ++running);
            }

            if (number % 2 == 1)
            {
                partners[number - 1].SetResult();
            }
            else
            {
                await partners[number].Task.WaitAsync(Until.Limit, token);
            }

            lock (done)
            {
                running--;
            }

            done.Add(delivery.Text);
        }).RunAsync(stopping.Token);
        await WaitForAsync(async () => await Queue.CountAsync(Token) == 0);
        await stopping.CancelAsync();
        await pumping;

        done.ShouldBe(texts, ignoreOrder: true);
        most.ShouldBe(2);
    }

    [Fact]
    public async Task RunAsync_WhenWorkFails_DeliversAgainAndThenMovesToPoison()
    {
        await Queue.EnqueueAsync("bad", TimeSpan.Zero, Token);
        ConcurrentQueue<int> deliveries = [];
        using var stopping = new CancellationTokenSource();

        var pumping = Pump((delivery, _) =>
        {
            deliveries.Enqueue(delivery.DequeueCount);
            throw new InvalidOperationException("It never works.");
        }).RunAsync(stopping.Token);
        await WaitForAsync(async () => await Poison.CountAsync(Token) == 1);
        await stopping.CancelAsync();
        await pumping;

        deliveries.ShouldBe([1, 2]);
        (await Queue.CountAsync(Token)).ShouldBe(0);
    }

    [Fact]
    public async Task RunAsync_WhenStopped_LetsRunningWorkFinish()
    {
        await Queue.EnqueueAsync("short", TimeSpan.Zero, Token);
        var (begun, end) = (new TaskCompletionSource(), new TaskCompletionSource());
        using var stopping = new CancellationTokenSource();

        var pumping = Pump(async (_, token) =>
        {
            begun.SetResult();
            await end.Task.WaitAsync(Until.Limit, CancellationToken.None);
        }).RunAsync(stopping.Token);
        await begun.Task.WaitAsync(Until.Limit, Token);
        await stopping.CancelAsync();
        pumping.IsCompleted.ShouldBeFalse();
        end.SetResult();
        await pumping.WaitAsync(Until.Limit, Token);

        (await Queue.CountAsync(Token)).ShouldBe(0);
    }

    /// <summary>An end of the server is no failure of the work: the message is not poison, and soon there again.</summary>
    [Fact]
    public async Task RunAsync_WhenStoppedInLongWork_GivesTheMessageBack()
    {
        await Queue.EnqueueAsync("long", TimeSpan.Zero, Token);
        var begun = new TaskCompletionSource();
        using var stopping = new CancellationTokenSource();

        var pumping = Pump(async (_, token) =>
        {
            begun.SetResult();
            await Task.Delay(Timeout.Infinite, token);
        }).RunAsync(stopping.Token);
        await begun.Task.WaitAsync(Until.Limit, Token);
        await stopping.CancelAsync();
        await pumping.WaitAsync(Until.Limit, Token);

        await WaitForAsync(async () => (await Queue.ReceiveAsync(new(), Token)).Any(message => message.Text == "long"));
        (await Poison.CountAsync(Token)).ShouldBe(0);
    }
}
