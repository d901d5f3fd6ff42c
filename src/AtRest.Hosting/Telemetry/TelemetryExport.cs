using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace AtRest.Hosting.Telemetry;

/// <summary>
/// Exports traces, metrics and logs in the background: what cannot be exported is dropped, and no audit waits for it. Requests to other services have no spans besides those of
/// <see cref="TelemetryNames.Source"/>, because their URLs contain names that must not leave the app.
/// </summary>
internal static class TelemetryExport
{
    private const string ServiceName = "atrest";

    public static void Add(IServiceCollection services, TelemetrySettings settings, bool isWorker)
    {
        var telemetry = services.AddOpenTelemetry()
            .ConfigureResource(resource => resource
                .AddService(ServiceName, serviceVersion: typeof(TelemetryExport).Assembly.GetName().Version?.ToString(3), autoGenerateServiceInstanceId: true)
                .AddEnvironmentVariableDetector())
            .WithTracing(traces => Trace(traces, settings, isWorker))
            .WithMetrics(metrics => Measure(metrics, settings))
            .WithLogging(logs => Log(logs, settings), options => options.IncludeFormattedMessage = true);
        if (settings.Otlp)
        {
            telemetry.UseOtlpExporter();
        }
    }

    private static void Trace(TracerProviderBuilder traces, TelemetrySettings settings, bool isWorker)
    {
        traces.AddSource(TelemetryNames.Source);
        if (!isWorker)
        {
            // The worker has a span for each function that runs, which would appear twice.
            traces.AddAspNetCoreInstrumentation();
        }

        if (!settings.OwnSampler)
        {
            // The Functions host passes its own trace as not sampled, whether it records it or not, so its decision is ignored.
            traces.SetSampler(new ParentBasedSampler(new AlwaysOnSampler(), remoteParentNotSampled: new AlwaysOnSampler()));
        }

        if (settings.AzureMonitor is not null)
        {
            traces.AddAzureMonitorTraceExporter(
                options =>
                {
                    Connect(options, settings);
                    if (!settings.OwnSampler)
                    {
                        // The exporter has its own sampler, which keeps five traces a second: too few for an audit of many clusters.
                        options.TracesPerSecond = null;
                        options.SamplingRatio = 1;
                    }
                },
                Credential(settings));
        }
    }

    private static void Measure(MeterProviderBuilder metrics, TelemetrySettings settings)
    {
        metrics.AddMeter(TelemetryNames.Source, "Microsoft.AspNetCore.Hosting", "System.Runtime");
        if (settings.AzureMonitor is not null)
        {
            metrics.AddAzureMonitorMetricExporter(options => Connect(options, settings), Credential(settings));
        }
    }

    private static void Log(LoggerProviderBuilder logs, TelemetrySettings settings)
    {
        if (settings.AzureMonitor is not null)
        {
            logs.AddAzureMonitorLogExporter(options => Connect(options, settings), Credential(settings));
        }
    }

    private static void Connect(AzureMonitorExporterOptions options, TelemetrySettings settings)
    {
        options.ConnectionString = settings.AzureMonitor;

        // Otherwise telemetry that could not be exported would be kept in files.
        options.DisableOfflineStorage = true;
    }

    private static ManagedIdentityCredential? Credential(TelemetrySettings settings) => settings.AzureIdentity
        ? new ManagedIdentityCredential(settings.AzureClientId is { } id ? ManagedIdentityId.FromUserAssignedClientId(id) : ManagedIdentityId.SystemAssigned)
        : null;
}
