using AtRest.Hosting.Notifications.Sending;

namespace AtRest.Hosting.Tests.Notifications;

public sealed class RetryScheduleTests
{
    private readonly RetrySchedule schedule = new();

    /// <summary>The example of the specification: ten attempts in three days.</summary>
    [Fact]
    public void After_EveryAttempt_FollowsTheSpecification()
    {
        var pauses = Enumerable.Range(1, 10).Select(attempt => schedule.After(attempt, requestedPause: null, random: 0)).ToList();

        pauses.Take(9).Select(pause => pause!.Value.TotalSeconds).ShouldBe([5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400]);
        pauses[9].ShouldBeNull();
    }

    [Theory]
    [InlineData(1, 0.0, 5.0)]
    [InlineData(1, 1.0, 5.5)]
    public void After_Chance_AddsUpToATenth(int attempt, double chance, double seconds) => schedule.After(attempt, requestedPause: null, chance)!.Value.TotalSeconds.ShouldBe(seconds, 0.001);

    [Theory]
    [InlineData(3, 5)]
    [InlineData(-60, 5)]
    [InlineData(120, 120)]
    [InlineData(10_000_000, 86_400)]
    public void After_ReceiversWish_CountsIfItIsLongerUpToALimit(int requestedPause, int seconds) =>
        schedule.After(1, TimeSpan.FromSeconds(requestedPause), random: 0)!.Value.TotalSeconds.ShouldBe(seconds);
}
