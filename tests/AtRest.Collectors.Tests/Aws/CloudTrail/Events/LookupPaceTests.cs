using AtRest.Collectors.Aws.CloudTrail.Events;
using Microsoft.Extensions.Time.Testing;

namespace AtRest.Collectors.Tests.Aws.CloudTrail.Events;

public sealed class LookupPaceTests : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private readonly FakeTimeProvider clock = new();
    private readonly LookupPace pace;

    public LookupPaceTests() => pace = new LookupPace(Interval, clock);

    public void Dispose() => pace.Dispose();

    [Fact]
    public async Task Wait_SecondCallOfAPlace_WaitsForTheInterval()
    {
        using var turn = await EnterAsync("eu-central-1");
        await turn.WaitAsync(TestContext.Current.CancellationToken);

        var second = turn.WaitAsync(TestContext.Current.CancellationToken);

        second.IsCompleted.ShouldBeFalse();
        clock.Advance(Interval);
        await second;
    }

    [Fact]
    public async Task Wait_NextKeyOfAPlace_WaitsAfterTheLastCall()
    {
        var first = await EnterAsync("eu-central-1");
        await first.WaitAsync(TestContext.Current.CancellationToken);
        var entering = EnterAsync("eu-central-1");
        entering.IsCompleted.ShouldBeFalse();

        first.Dispose();

        using var second = await entering;
        var wait = second.WaitAsync(TestContext.Current.CancellationToken);
        wait.IsCompleted.ShouldBeFalse();
        clock.Advance(Interval);
        await wait;
    }

    [Fact]
    public async Task Wait_AnotherRegion_DoesNotWait()
    {
        using var first = await EnterAsync("eu-central-1");
        await first.WaitAsync(TestContext.Current.CancellationToken);

        using var second = await EnterAsync("eu-west-1");

        second.WaitAsync(TestContext.Current.CancellationToken).IsCompletedSuccessfully.ShouldBeTrue();
    }

    [Fact]
    public async Task Wait_AfterTheInterval_DoesNotWait()
    {
        using var turn = await EnterAsync("eu-central-1");
        await turn.WaitAsync(TestContext.Current.CancellationToken);

        clock.Advance(Interval);

        turn.WaitAsync(TestContext.Current.CancellationToken).IsCompletedSuccessfully.ShouldBeTrue();
    }

    private Task<LookupPace.Turn> EnterAsync(string region) => pace.EnterAsync("111122223333", region, TestContext.Current.CancellationToken);
}
