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
    [InlineData("APPLICATIONINSIGHTS_CONNECTION_STRING", "InstrumentationKey=1;IngestionEndpoint=nowhere")]
    [InlineData("APPLICATIONINSIGHTS_AUTHENTICATION_STRING", "Authorization=Basic")]
    [InlineData("OTEL_EXPORTER_OTLP_PROTOCOL", "http/json")]
    [InlineData("OTEL_EXPORTER_OTLP_HEADERS", "secret-token")]
    [InlineData("OTEL_EXPORTER_OTLP_LOGS_HEADERS", "a=b,secret-token")]
    [InlineData("OTEL_METRIC_EXPORT_INTERVAL", "0")]
    [InlineData("OTEL_METRIC_EXPORT_INTERVAL", "often")]
    public void Read_Wrong_SaysWhichSetting(string name, string value) =>
        Should.Throw<SettingsException>(() => Read(new() { [name] = value })).Problems.ShouldHaveSingleItem().ShouldStartWith(name + ": ");

    [Fact]
    public void Read_WrongEndpointsBesideRightOnes_AreAllNamed()
    {
        var settings = new Dictionary<string, string?>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "https://collector",
            ["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"] = "collector",
            ["OTEL_EXPORTER_OTLP_METRICS_ENDPOINT"] = "https://collector/metrics",
            ["OTEL_EXPORTER_OTLP_LOGS_ENDPOINT"] = "ftp://collector",
        };

        Should.Throw<SettingsException>(() => Read(settings)).Problems.Select(problem => problem.Split(':')[0])
            .ShouldBe(["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_LOGS_ENDPOINT"]);
    }

    [Fact]
    public void Read_WrongHeaders_AreNotQuoted() =>
        Should.Throw<SettingsException>(() => Read(new() { ["OTEL_EXPORTER_OTLP_HEADERS"] = "secret-token" })).Message.ShouldNotContain("secret-token");

    [Fact]
    public void Read_AsCollectorsWantIt_IsRight() => Read(new()
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "https://collector",
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        ["OTEL_EXPORTER_OTLP_HEADERS"] = "authorization=Basic%20YTpi, x-tenant=a=b,",
        ["OTEL_METRIC_EXPORT_INTERVAL"] = "5000",
    }).Otlp.ShouldBeTrue();

    private static TelemetrySettings Read(Dictionary<string, string?> settings)
    {
        var reader = new SettingsReader(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        var read = TelemetrySettings.Read(reader);
        reader.Finish();
        return read;
    }
}
