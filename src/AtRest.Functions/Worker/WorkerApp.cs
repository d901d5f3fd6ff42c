using AtRest.Hosting;
using AtRest.Hosting.Serving;
using AtRest.Hosting.Settings;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AtRest.Functions.Worker;

/// <summary>The worker process: everything that <c>atrest serve</c> has, with the Functions host instead of its schedule and its queue pumps.</summary>
internal static class WorkerApp
{
    /// <summary>The host gives the worker five seconds to stop (<see cref="InvocationsInFlight.WaitLimit"/> is the largest part of it).</summary>
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(4.5);

    /// <exception cref="SettingsException">A setting is not valid.</exception>
    public static IHost Build(string[] args)
    {
        var builder = FunctionsApplication.CreateBuilder(args);
        if (HostWatch.HostUri(builder.Configuration) is null)
        {
            throw new SettingsException(
                ["This program is started by the Azure Functions host: run 'func start' in this folder. To run AtRest without Azure Functions, use 'atrest serve'."]);
        }

        builder.UseMiddleware<InvocationsInFlight>();
        builder.ConfigureFunctionsWebApplication();
        AddLogging(builder.Logging, builder.Configuration);
        var settings = HostSettings.Read(builder.Configuration) with { IsFunctionsWorker = true };
        if (settings.SendsTelemetry)
        {
            // Before AtRest's own: the later settings win.
            builder.Services.AddOpenTelemetry().UseFunctionsWorkerDefaults();
        }

        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = ShutdownTimeout);
        builder.Services
            .AddAtRestHosting(settings)
            .AddAtRestQueueCreation()
            .AddAtRestResuming()
            .AddSingleton<IStartupFilter, RequestEntrance>()
            .AddSingleton<InvocationsInFlight>()
            .AddHostedService<HostWatch>()
            // The last, and so the first that is stopped: the others still work for what is in flight.
            .AddHostedService<Drain>();
        return builder.Build();
    }

    /// <summary>Runs until the host asks the worker to stop, or is gone.</summary>
    public static async Task RunAsync(IHost worker)
    {
        var lifetime = worker.Services.GetRequiredService<IHostApplicationLifetime>();
        try
        {
            await worker.RunAsync();
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // The host can stop the worker before the start is complete, because the worker connects to the host before its web server listens.
        }
    }

    /// <summary>The host has its own levels in <c>host.json</c> for what reaches it. These are the worker's, set as in <c>serve</c> (<c>Logging:LogLevel:…</c>).</summary>
    private static void AddLogging(ILoggingBuilder logging, ConfigurationManager configuration) => logging
        .SetMinimumLevel(LogLevel.Information).AddFilter("Microsoft", LogLevel.Warning).AddFilter("System", LogLevel.Warning).AddFilter("Azure", LogLevel.Warning).AddFilter("Polly", LogLevel.Warning)
        // A failed start is logged once, where the host looks for errors.
        .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical)
        .AddConfiguration(configuration.GetSection("Logging"));
}
