using AtRest.Hosting.Settings;
using Microsoft.Extensions.Configuration;

namespace AtRest.Hosting.Tests.Settings;

public sealed class AuditSettingsTests
{
    [Theory]
    [InlineData("at night")]
    [InlineData("0 0 2 * *")]
    [InlineData("0 0 2 30 2 *")]
    public void Read_ScheduleThatNeverComes_SaysSo(string schedule) =>
        Should.Throw<SettingsException>(() => Read(schedule)).Problems.ShouldHaveSingleItem().ShouldStartWith($"AtRest:NightlySchedule: '{schedule}'");

    [Theory]
    [InlineData("0 0 2 * * *")]
    [InlineData("0 0 2 29 2 *")]
    public void Read_ScheduleThatComes_IsTaken(string schedule) => Read(schedule).Schedule.ToString().ShouldBe(schedule);

    private static AuditSettings Read(string schedule)
    {
        var reader = new SettingsReader(new ConfigurationBuilder().AddInMemoryCollection([new("AtRest:NightlySchedule", schedule)]).Build());
        var settings = AuditSettings.Read(reader);
        reader.Finish();
        return settings;
    }
}
