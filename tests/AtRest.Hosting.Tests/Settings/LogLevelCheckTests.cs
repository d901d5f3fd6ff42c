using AtRest.Hosting.Settings;
using Microsoft.Extensions.Configuration;

namespace AtRest.Hosting.Tests.Settings;

public sealed class LogLevelCheckTests
{
    [Theory]
    [InlineData("Logging:LogLevel:Default")]
    [InlineData("Logging:Console:LogLevel:AtRest")]
    public void Read_LevelThatIsNone_SaysWhere(string name) =>
        Should.Throw<SettingsException>(() => Read(name, "Loud")).Problems.ShouldHaveSingleItem().ShouldStartWith($"{name}: 'Loud'");

    [Theory]
    [InlineData("Logging:LogLevel:Default", "trace")]
    [InlineData("Logging:LogLevel:Default", "")]
    [InlineData("Logging:Console:FormatterName", "Loud")]
    public void Read_WhatNetTakes_IsFine(string name, string value) => Should.NotThrow(() => Read(name, value));

    private static HostSettings Read(string name, string value) =>
        HostSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["AtRest:Storage:Folder"] = "data", [name] = value }).Build());
}
