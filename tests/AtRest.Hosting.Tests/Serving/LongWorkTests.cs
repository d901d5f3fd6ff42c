using AtRest.Tests.Shared.Limits;
using Microsoft.Extensions.Time.Testing;

namespace AtRest.Hosting.Tests.Serving;

/// <summary>The clock of the queue and of the pump is the test's.</summary>
public sealed class LongWorkTests : PumpTest
{
    private readonly FakeTimeProvider time;

    public LongWorkTests()
        : this(new FakeTimeProvider(new DateTimeOffset(2026, 11, 28, 12, 0, 0, TimeSpan.Zero)))
    {
    }

    private LongWorkTests(FakeTimeProvider time)
        : base(time) => this.time = time;

    [Fact]
    public async Task RunAsync_WhenWorkTakesLongerThanTheMessageIsHidden_KeepsItForItself()
    {
        await Queue.EnqueueAsync("long", TimeSpan.Zero, Token);
        var deliveries = 0;
        var (begun, end) = (new TaskCompletionSource(), new TaskCompletionSource());
        using var stopping = new CancellationTokenSource();

        var pumping = Pump(async (_, token) =>
        {
            Interlocked.Increment(ref deliveries);
            begun.TrySetResult();
            await end.Task.WaitAsync(Until.Limit, token);
        }).RunAsync(stopping.Token);
        await begun.Task.WaitAsync(Until.Limit, Token);
        for (var worked = TimeSpan.Zero; worked < Times.Visibility * 2; worked += Times.Renewal)
        {
            var (before, advanced) = (Files.ShouldHaveSingleItem(), TimeSpan.Zero);
            await Until.TrueAsync("the message is renewed", () =>
            {
                // In small steps, because the worker may not wait for the clock yet; and never so far that the message is seen again.
                if (advanced < Times.Visibility / 2)
                {
                    time.Advance(Times.ShortestPoll);
                    advanced += Times.ShortestPoll;
                }

                return Files.SingleOrDefault() is { } file && file != before;
            });
        }

        end.SetResult();
        await WaitForAsync(async () => await Queue.CountAsync(Token) == 0);
        await stopping.CancelAsync();
        await pumping.WaitAsync(Until.Limit, Token);
        deliveries.ShouldBe(1);
    }
}
