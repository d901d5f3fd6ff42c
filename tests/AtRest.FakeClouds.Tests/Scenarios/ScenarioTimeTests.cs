using AtRest.FakeClouds.Scenarios;
using AtRest.FakeClouds.Tests.Support;

namespace AtRest.FakeClouds.Tests.Scenarios;

public sealed class ScenarioTimeTests
{
    [Theory]
    [InlineData("now", "2026-11-24T08:00:00Z")]
    [InlineData("now-400d", "2025-10-20T08:00:00Z")]
    [InlineData("now+5d", "2026-11-29T08:00:00Z")]
    [InlineData("now-3h", "2026-11-24T05:00:00Z")]
    [InlineData("now+10m", "2026-11-24T08:10:00Z")]
    [InlineData("now-30s", "2026-11-24T07:59:30Z")]
    [InlineData("now-1w", "2026-11-17T08:00:00Z")]
    [InlineData("2026-01-02", "2026-01-02T00:00:00Z")]
    [InlineData("2026-01-02T03:04:05Z", "2026-01-02T03:04:05Z")]
    [InlineData("2026-01-02T03:04:05+02:00", "2026-01-02T01:04:05Z")]
    public void Resolve_Text_IsThatPointInTime(string text, string expected) =>
        ScenarioTime.Parse(text).Resolve(Clouds.Now).ShouldBe(DateTimeOffset.Parse(expected));

    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("now-5")]
    [InlineData("now-5y")]
    [InlineData("now - 5d")]
    [InlineData("now-999999d")]
    [InlineData("2026-13-01")]
    [InlineData("24.11.2026")]
    public void Parse_NotATime_ListsWhatIsAllowed(string text) =>
        Should.Throw<FormatException>(() => ScenarioTime.Parse(text)).Message.ShouldContain("now-400d");
}
