using AtRest.Hosting.Settings;
using Microsoft.Extensions.Configuration;

namespace AtRest.Hosting.Tests.Settings;

public sealed class ServingSettingsTests
{
    public static TheoryData<string, string, string> Limits => new()
    {
        { "AtRest:Serve:MaxConnections", "0", "1000001" },
        { "AtRest:Serve:MaxConnectionsPerAddress", "0", "1000001" },
        { "AtRest:Serve:HeadersSeconds", "0", "601" },
        { "AtRest:Serve:IdleSeconds", "0", "3601" },
        { "AtRest:Serve:MaxHeaders", "9", "1001" },
        { "AtRest:Serve:MaxHeadersBytes", "4095", "1048577" },
        { "AtRest:Serve:MinBytesPerSecond", "0", "1048577" },
        { "AtRest:Logs:WindowSeconds", "0", "3601" },
    };

    [Theory]
    [MemberData(nameof(Limits))]
    public void Read_OutOfRange_NamesTheSetting(string name, string low, string high)
    {
        foreach (var value in new[] { low, high, "many", "-1" })
        {
            Should.Throw<SettingsException>(() => Read((name, value))).Problems.ShouldHaveSingleItem().ShouldStartWith($"{name}: '{value}' is not a whole number from ");
        }
    }

    [Fact]
    public void Read_NothingIsSet_HasLimits()
    {
        var serving = Read().Serving;

        (serving.MaxConnections, serving.MaxConnectionsPerAddress, serving.MaxHeaders, serving.MaxHeadersBytes, serving.MinBytesPerSecond).ShouldBe((1000, 200, 100, 32768, 240));
        (serving.HeadersTime, serving.IdleTime).ShouldBe((TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(60)));
        Read().Logs.Window.ShouldBe(TimeSpan.FromMinutes(1));
    }

    private static HostSettings Read(params (string Name, string Value)[] settings) => HostSettings.Read(new ConfigurationBuilder()
        .AddInMemoryCollection([new("AtRest:Storage:Folder", "data"), .. settings.Select(setting => new KeyValuePair<string, string?>(setting.Name, setting.Value))]).Build());
}
