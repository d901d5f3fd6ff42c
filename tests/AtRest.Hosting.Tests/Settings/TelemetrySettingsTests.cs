using AtRest.Hosting.Settings;
using AtRest.Hosting.Telemetry;
using Microsoft.Extensions.Configuration;

namespace AtRest.Hosting.Tests.Settings;

public sealed class TelemetrySettingsTests
{
    private const string Connection = "InstrumentationKey=1;IngestionEndpoint=https://westeurope-1.in.applicationinsights.azure.com/";

    [Fact]
    public void Read_Nothing_SendsNothing() => Read([]).IsOn.ShouldBeFalse();

    [Fact]
    public void Read_AsTheTemplateSetsIt_UsesTheManagedIdentity()
    {
        var settings = Read(new() { ["APPLICATIONINSIGHTS_CONNECTION_STRING"] = Connection, ["APPLICATIONINSIGHTS_AUTHENTICATION_STRING"] = "ClientId=abc;Authorization=AAD" });

        settings.ShouldBe(new TelemetrySettings { AzureMonitor = Connection, AzureIdentity = true, AzureClientId = "abc" });
        settings.ToString().ShouldNotContain("InstrumentationKey");
    }

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT")]
    [InlineData("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT")]
    public void Read_OtlpEndpoint_SendsThere(string name) => Read(new() { [name] = "http://collector:4318" }).ShouldBe(new TelemetrySettings { Otlp = true });

    [Fact]
    public void Read_OwnSampler_IsLeftToIt() => Read(new() { ["OTEL_TRACES_SAMPLER"] = "always_off" }).OwnSampler.ShouldBeTrue();

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "collector")]
    [InlineData("APPLICATIONINSIGHTS_CONNECTION_STRING", "IngestionEndpoint=https://x/")]
    [InlineData("APPLICATIONINSIGHTS_AUTHENTICATION_STRING", "Authorization=Basic")]
    public void Read_Wrong_SaysWhichSetting(string name, string value) =>
        Should.Throw<SettingsException>(() => Read(new() { [name] = value })).Problems.ShouldHaveSingleItem().ShouldStartWith(name + ": ");

    private static TelemetrySettings Read(Dictionary<string, string?> settings)
    {
        var reader = new SettingsReader(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        var read = TelemetrySettings.Read(reader);
        reader.Finish();
        return read;
    }
}
