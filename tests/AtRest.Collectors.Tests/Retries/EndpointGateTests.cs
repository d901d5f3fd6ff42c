using AtRest.Collectors.Retries;
using Microsoft.Extensions.Time.Testing;

namespace AtRest.Collectors.Tests.Retries;

public sealed class EndpointGateTests
{
    private const string Get = "Get";

    private readonly FakeTimeProvider clock = new();

    [Fact]
    public async Task EnterAsync_EndpointNeverAnswered_LetsFourInAtATime()
    {
        using var gate = new EndpointGate(new EndpointHealth(isOverride: false), clock);
        var turns = new List<IDisposable?>();
        for (var attempt = 0; attempt < 4; attempt++)
        {
            turns.Add(await EnterAsync(gate));
        }

        var fifth = EnterAsync(gate);
        fifth.IsCompleted.ShouldBeFalse();
        turns[0]!.Dispose();
        (await fifth).ShouldNotBeNull();
    }

    [Fact]
    public async Task EnterAsync_EndpointHasAnswered_LetsAllIn()
    {
        var health = new EndpointHealth(isOverride: false);
        health.SentSomething(TimeSpan.Zero);
        using var gate = new EndpointGate(health, clock);

        for (var attempt = 0; attempt < 100; attempt++)
        {
            (await EnterAsync(gate)).ShouldBeNull();
        }
    }

    [Fact]
    public async Task EnterAsync_OperationThatHasNotShownItExists_LetsOneInAndWaitsAfterAnError()
    {
        var health = new EndpointHealth(isOverride: true);
        health.SentSomething(TimeSpan.Zero);
        using var gate = new EndpointGate(health, clock);
        var first = await EnterAsync(gate);
        var second = EnterAsync(gate);
        second.IsCompleted.ShouldBeFalse();

        health.Failed(Get, gate.Now, gate.Now, ErrorOrigin.Endpoint, new IOException());
        first!.Dispose();
        second.IsCompleted.ShouldBeFalse();
        clock.Advance(TimeSpan.FromMilliseconds(24));
        second.IsCompleted.ShouldBeFalse();
        clock.Advance(TimeSpan.FromMilliseconds(1));

        (await second).ShouldNotBeNull();
    }

    [Fact]
    public async Task EnterAsync_CancelledWhileItWaits_GivesItsTurnBack()
    {
        var health = new EndpointHealth(isOverride: true);
        health.SentSomething(TimeSpan.Zero);
        health.Failed(Get, TimeSpan.Zero, clock.GetElapsedTime(0), ErrorOrigin.Endpoint, new IOException());
        using var gate = new EndpointGate(health, clock);
        using var source = new CancellationTokenSource();

        var waiting = gate.EnterAsync(Get, source.Token);
        await source.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(waiting);

        health.Answered(Get, gate.Now);
        (await EnterAsync(gate)).ShouldBeNull();
    }

    [Fact]
    public async Task RunAsync_AttemptTakesTooLong_IsATimeout()
    {
        var attempt = AttemptTimeout.RunAsync(TimeSpan.FromSeconds(10), clock, NeverAsync, _ => false, TestContext.Current.CancellationToken);
        clock.Advance(TimeSpan.FromSeconds(9));
        attempt.IsCompleted.ShouldBeFalse();
        clock.Advance(TimeSpan.FromSeconds(1));

        (await Should.ThrowAsync<AttemptTimeoutException>(attempt)).Message.ShouldBe("There was no response within 10 seconds.");
    }

    [Fact]
    public async Task RunAsync_CallerCancels_IsNotATimeout()
    {
        using var source = new CancellationTokenSource();
        var attempt = AttemptTimeout.RunAsync(TimeSpan.FromSeconds(10), clock, NeverAsync, _ => false, source.Token);

        await source.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(attempt);
    }

    private static async Task<int> NeverAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        return 0;
    }

    private static Task<IDisposable?> EnterAsync(EndpointGate gate) => gate.EnterAsync(Get, TestContext.Current.CancellationToken);
}
