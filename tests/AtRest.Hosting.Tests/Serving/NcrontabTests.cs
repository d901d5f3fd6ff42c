using System.Globalization;
using AtRest.Hosting.Serving.Schedules;

namespace AtRest.Hosting.Tests.Serving;

public sealed class NcrontabTests
{
    [Theory]
    [InlineData("0 0 2 * * *", "2026-11-24T01:59:59", "2026-11-24T02:00:00")]
    [InlineData("0 0 2 * * *", "2026-11-24T02:00:00", "2026-11-25T02:00:00")]
    [InlineData("0 0 2 * * *", "2026-12-31T12:00:00", "2027-01-01T02:00:00")]
    [InlineData("2 * * * *", "2026-11-24T12:00:00", "2026-11-24T12:02:00")]
    [InlineData("*/20 * * * * *", "2026-11-24T12:00:41", "2026-11-24T12:01:00")]
    [InlineData("0 5/20 * * * *", "2026-11-24T12:26:00", "2026-11-24T12:45:00")]
    [InlineData("0 0 0 29 2 *", "2026-11-24T12:00:00", "2028-02-29T00:00:00")]
    [InlineData("0 0 9 * * MON-FRI", "2026-11-27T10:00:00", "2026-11-30T09:00:00")]
    [InlineData("0 0 0 13 * Fri", "2026-11-24T00:00:00", "2027-08-13T00:00:00")]
    [InlineData("0 0 1,13 1 jan,JUL *", "2026-11-24T00:00:00", "2027-01-01T01:00:00")]
    public void Next_Always_IsTheFirstMomentAfter(string text, string after, string expected) => Parse(text).Next(At(after)).ShouldBe(At(expected));

    [Theory]
    [InlineData("0 0 2 * * *", "2026-11-24T02:00:00", "2026-11-24T02:00:00")]
    [InlineData("0 0 2 * * *", "2026-11-24T01:59:59", "2026-11-23T02:00:00")]
    [InlineData("0 0 2 1 * *", "2026-11-24T12:00:00", "2026-11-01T02:00:00")]
    [InlineData("0 30 22 * * SUN", "2026-11-24T12:00:00", "2026-11-22T22:30:00")]
    public void Last_Always_IsTheLastMomentUpTo(string text, string upTo, string expected) => Parse(text).Last(At(upTo)).ShouldBe(At(expected));

    [Theory]
    [InlineData("", "six fields")]
    [InlineData("0 0 2 * *  * *", "six fields")]
    [InlineData("02:00", "six fields")]
    [InlineData("60 0 2 * * *", "second")]
    [InlineData("0 -1 2 * * *", "minute")]
    [InlineData("0 0 24 * * *", "hour")]
    [InlineData("0 0 2 0 * *", "day")]
    [InlineData("0 0 2 * foo *", "month")]
    [InlineData("0 0 2 * * 7", "day of week")]
    [InlineData("0 0 5-2 * * *", "hour")]
    [InlineData("0 0/0 2 * * *", "minute")]
    [InlineData("0 0 2 31 2 *", "never comes")]
    public void TryParse_OfSomethingElse_SaysWhatIsWrong(string text, string problem)
    {
        Ncrontab.TryParse(text, out var schedule, out var said).ShouldBeFalse();

        schedule.ShouldBeNull();
        said.ShouldContain(problem);
    }

    [Fact]
    public void TryParse_WithSeveralMistakes_SaysAll()
    {
        Ncrontab.TryParse("99 99 * * * *", out _, out var said).ShouldBeFalse();

        said.ShouldContain("second");
        said.ShouldContain("minute");
    }

    private static Ncrontab Parse(string text) => Ncrontab.TryParse(text, out var schedule, out var problem) ? schedule : throw new ArgumentException(problem);

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
