using System.Diagnostics;
using AtRest.Hosting.Audits;
using AtRest.Hosting.Tests.Audits.Support;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Trace;

namespace AtRest.Hosting.Tests.Telemetry;

/// <summary>One at a time: sources and meters of the same name are heard by every listener of the process.</summary>
[Collection(nameof(ExportTests))]
[CollectionDefinition(nameof(ExportTests), DisableParallelization = true)]
public sealed class ExportTests
{
    private static readonly string[] Secrets = [TelemetryApp.AwsSecret, TelemetryApp.GoogleToken, "SECRET_1", "made-up"];

    [Fact]
    public async Task Audit_OtlpEndpointIsSet_ArrivesAsTracesMetricsAndLogs()
    {
        await using var receiver = await TelemetryReceiver.StartAsync();
        await using (var app = await TelemetryApp.StartAsync(Otlp(receiver.Endpoint)))
        {
            await app.AuditAsync();
        }

        foreach (var name in new[] { "audit", "audit batch", "audit report", "kms DescribeKey", "cloudkms cryptoKeys.get", "sts AssumeRole", "atrest.audit.id", "atrest.outcome" })
        {
            receiver.Traces.ShouldContain(name);
        }

        // The same names as in metrics, not those of the code.
        Enum.GetNames<AuditCause>().ShouldAllBe(cause => !receiver.Traces.Contains(cause, StringComparison.Ordinal));

        foreach (var name in new[] { "atrest.audits", "atrest.audit.duration", "atrest.findings", "atrest.cloud.calls", "atrest.cloud.call.duration", "atrest.audit.batch.duration", "notApplicable" })
        {
            receiver.Metrics.ShouldContain(name);
        }

        receiver.Logs.ShouldContain("is complete: report");
        receiver.Everything.ShouldContain("service.name");
        Secrets.ShouldAllBe(secret => !receiver.Everything.Contains(secret, StringComparison.Ordinal));
        receiver.Metrics.ShouldNotContain(MadeFleet.ClusterId(1, 1));
    }

    [Fact]
    public async Task Audit_AzureMonitorIsSet_ArrivesThere()
    {
        await using var receiver = await TelemetryReceiver.StartAsync();
        var connection = $"InstrumentationKey=00000000-0000-0000-0000-000000000001;IngestionEndpoint={receiver.Endpoint};LiveEndpoint={receiver.Endpoint}";
        await using (var app = await TelemetryApp.StartAsync(new() { ["APPLICATIONINSIGHTS_CONNECTION_STRING"] = connection }))
        {
            await app.AuditAsync();
        }

        foreach (var name in new[] { "kms DescribeKey", "atrest.findings", "is complete: report", "00000000-0000-0000-0000-000000000001" })
        {
            receiver.Azure.ShouldContain(name);
        }

        Secrets.ShouldAllBe(secret => !receiver.Everything.Contains(secret, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("01")]
    [InlineData("00")]
    public async Task Request_InATraceOfTheFunctionsHost_BelongsToIt(string flags)
    {
        const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        await using var receiver = await TelemetryReceiver.StartAsync();
        await using (var app = await TelemetryApp.StartAsync(Otlp(receiver.Endpoint)))
        {
            using var client = new HttpClient { BaseAddress = app.Endpoint };
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/organizations/acme/clusters");
            request.Headers.Add("traceparent", $"00-{Trace}-00f067aa0ba902b7-{flags}");
            request.Headers.Add("x-api-key", "s3cr3t-api-key");
            using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        }

        receiver.HasTrace(Trace).ShouldBeTrue();
        receiver.Everything.ShouldNotContain("s3cr3t");
    }

    [Fact]
    public async Task Request_OfAHealthCheck_IsNotRecordedAndAnyOtherIsByItsRoute()
    {
        await using var receiver = await TelemetryReceiver.StartAsync();
        await using (var app = await TelemetryApp.StartAsync(Otlp(receiver.Endpoint)))
        {
            using var client = new HttpClient { BaseAddress = app.Endpoint };
            (await client.GetAsync("/api/health/live", TestContext.Current.CancellationToken)).Dispose();
            (await client.GetAsync("/api/openapi.json", TestContext.Current.CancellationToken)).Dispose();
        }

        receiver.Traces.ShouldContain("GET /api/openapi.json");
        receiver.Traces.ShouldNotContain("health/live");
    }

    [Fact]
    [Trait("Measures", "time")]
    public async Task Audit_TelemetryCannotBeSent_IsNotAffected()
    {
        await using var app = await TelemetryApp.StartAsync(Otlp(new Uri("http://127.0.0.1:9")));
        await using var quiet = await TelemetryApp.StartAsync([]);
        await quiet.AuditAsync();
        var started = Stopwatch.GetTimestamp();
        await quiet.AuditAsync();
        var alone = Stopwatch.GetElapsedTime(started);
        started = Stopwatch.GetTimestamp();

        var report = await app.AuditAsync();

        report.Clusters.Total.ShouldBeGreaterThan(0);
        Stopwatch.GetElapsedTime(started).ShouldBeLessThan(alone + TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Start_NothingIsSet_HasNothingOfOpenTelemetry()
    {
        await using var app = await TelemetryApp.StartAsync([]);

        app.Services.GetService<TracerProvider>().ShouldBeNull();
    }

    private static Dictionary<string, string?> Otlp(Uri endpoint) => new() { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = endpoint.ToString(), ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf" };
}
