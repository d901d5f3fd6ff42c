using System.Collections.Immutable;
using AtRest.Hosting;
using AtRest.Hosting.Api;
using AtRest.Hosting.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace AtRest.Cli.Serving;

/// <summary>The server: the HTTP API, the schedule and the workers of the queues. It does not have the endpoints of the Functions host's triggers.</summary>
internal static class ServeApp
{
    public static WebApplication Build(IConfiguration configuration, HostSettings settings, ImmutableArray<string> addresses, CliEnvironment environment)
    {
        // Empty: an appsettings.json in the working folder belongs to another program.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddConfiguration(configuration);
        builder.WebHost
            .UseKestrelCore()
            .UseKestrelHttpsConfiguration()
            .UseUrls([.. addresses])
            .ConfigureKestrel((context, options) =>
            {
                options.AddServerHeader = false;
                options.Configure(context.Configuration.GetSection("Kestrel"), reloadOnChange: false);
            });
        AddLogging(builder.Logging, builder.Configuration);
        builder.Services
            .AddSingleton(environment.Time)
            .AddSingleton<IHostLifetime, ServeLifetime>()
            .AddRoutingCore()
            .AddAtRestHosting(settings)
            .AddAtRestServing();

        var app = builder.Build();
        app.UseAtRestApi();
        return app;
    }

    private static void AddLogging(ILoggingBuilder logging, ConfigurationManager configuration)
    {
        logging.SetMinimumLevel(LogLevel.Information).AddFilter("Microsoft", LogLevel.Warning).AddFilter("System", LogLevel.Warning).AddFilter("Azure", LogLevel.Warning).AddFilter("Polly", LogLevel.Warning)
            // ServeRun reports why the server cannot start.
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        logging.AddConfiguration(configuration.GetSection("Logging"));
        logging.AddSimpleConsole(options =>
        {
            options.SingleLine = true;
            options.UseUtcTimestamp = true;
            options.TimestampFormat = "yyyy-MM-ddTHH:mm:ssZ ";
        });
        logging.Services.Configure<JsonConsoleFormatterOptions>(options =>
        {
            options.UseUtcTimestamp = true;
            options.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
        });
        logging.Services.Configure<ConsoleLoggerOptions>(options =>
        {
            // AddSimpleConsole replaces the formatter of the settings.
            options.FormatterName = configuration["Logging:Console:FormatterName"] is { Length: > 0 } name ? name : ConsoleFormatterNames.Simple;
            // As in every command, standard output is for results.
            options.LogToStandardErrorThreshold = LogLevel.Trace;
        });
    }

    /// <summary>The command line handles signals (see <see cref="CommandLine.Interruption"/>).</summary>
    private sealed class ServeLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
