using AtRest.Hosting.Logs;
using Microsoft.Extensions.Time.Testing;

namespace AtRest.Hosting.Tests.Logs;

public sealed class RepeatsTests : IDisposable
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private static readonly DateTimeOffset Begin = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);
    private readonly FakeTimeProvider time = new(Begin);
    private readonly List<(string Key, Repeat Repeat)> reports = [];
    private readonly Repeats<string> repeats;

    public RepeatsTests() => repeats = new(time, Window, first: 1, "others", (key, repeat) => reports.Add((key, repeat)));

    public void Dispose() => repeats.Dispose();

    [Fact]
    public void IsFirst_Repeated_IsReportedOnceWithNumbersAndTimes()
    {
        var began = time.GetUtcNow();
        repeats.IsFirst("a", "401").ShouldBeTrue();
        for (var again = 0; again < 9; again++)
        {
            repeats.IsFirst("a", again < 3 ? "401" : "429").ShouldBeFalse();
        }

        reports.ShouldBeEmpty();
        Pass(seconds: 75);

        var (key, repeat) = reports.ShouldHaveSingleItem();
        key.ShouldBe("a");
        (repeat.Count, repeat.Text).ShouldBe((9, "401: 3, 429: 6"));
        repeat.Since.ShouldBe(began);
        repeat.Until.ShouldBeInRange(began + Window, began + (Window * 1.25));
    }

    [Fact]
    public void IsFirst_GoesOnForWindows_IsOneReportForEachAndNoOtherFirst()
    {
        var first = 0;
        for (var second = 0; second < 600; second++)
        {
            first += repeats.IsFirst("a", "x") ? 1 : 0;
            time.Advance(TimeSpan.FromSeconds(1));
        }

        first.ShouldBe(1);
        reports.Count.ShouldBeInRange(7, 10);
        repeats.Dispose();
        reports.Sum(report => report.Repeat.Count).ShouldBe(599);
    }

    [Fact]
    public void IsFirst_AfterAQuietWindow_IsFirstAgain()
    {
        repeats.IsFirst("a", "x").ShouldBeTrue();
        time.Advance(TimeSpan.FromSeconds(59));
        repeats.IsFirst("a", "x").ShouldBeFalse();
        Pass(seconds: 180);

        repeats.IsFirst("a", "x").ShouldBeTrue();
        reports.ShouldHaveSingleItem();
    }

    [Fact]
    public void IsFirst_ManyKeys_AreCountedTogether()
    {
        var first = Enumerable.Range(0, 100_000).Count(number => repeats.IsFirst($"{number}", "x"));

        first.ShouldBe(Repeats<string>.MostKeys + 1);
        time.Advance(Window * 1.25);
        reports.ShouldHaveSingleItem().ShouldSatisfyAllConditions(report => report.Key.ShouldBe("others"), report => report.Repeat.Count.ShouldBe(100_000 - Repeats<string>.MostKeys - 1));
    }

    [Fact]
    public void IsFirst_ClockIsSetBack_IsReportedAllTheSame()
    {
        using var clock = new Repeats<string>(new SlippingClock(time), Window, first: 1, "others", (key, repeat) => reports.Add((key, repeat)));
        clock.IsFirst("a", "x");
        clock.IsFirst("a", "x");

        time.Advance(Window * 1.25);

        reports.ShouldHaveSingleItem();
    }

    [Fact]
    public void Dispose_WithRepeats_ReportsThem()
    {
        repeats.IsFirst("a", "x");
        repeats.IsFirst("a", "x");

        repeats.Dispose();
        repeats.Dispose();

        reports.ShouldHaveSingleItem().Repeat.Count.ShouldBe(1);
    }

    private void Pass(int seconds)
    {
        for (var second = 0; second < seconds; second++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
        }
    }

    /// <summary>Its time of day goes backwards.</summary>
    private sealed class SlippingClock(FakeTimeProvider time) : TimeProvider
    {
        public override long TimestampFrequency => time.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero) - (time.GetUtcNow() - Begin);

        public override long GetTimestamp() => time.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => time.CreateTimer(callback, state, dueTime, period);
    }
}
