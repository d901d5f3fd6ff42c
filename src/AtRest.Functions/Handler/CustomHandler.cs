using AtRest.Functions.Invocations;
using AtRest.Hosting;
using AtRest.Hosting.Api;
using AtRest.Hosting.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AtRest.Functions.Handler;

/// <summary>
/// The custom handler of Azure Functions: the HTTP API, whose requests the host forwards, and the endpoints that the host's triggers call
/// (https://learn.microsoft.com/azure/azure-functions/functions-custom-handlers). Listens on loopback only.
/// </summary>
internal static class CustomHandler
{
    /// <summary>How long work in hand may take to notice that it is to end. All of it is safe against being killed.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(3);

    public static async Task<int> RunAsync()
    {
        try
        {
            // Not the slim builder's defaults: a custom handler has no appsettings.json, and no arguments but the host's own.
            var configuration = new ConfigurationManager();
            configuration.AddEnvironmentVariables();
            if (HandlerPort.Read(configuration) is not { } port)
            {
                return await FailAsync(HandlerPort.Problem(configuration), ExitCode.InvalidSettings).ConfigureAwait(false);
            }

            var app = Build(configuration, port);
            await using (app.ConfigureAwait(false))
            {
                await app.RunAsync().ConfigureAwait(false);
            }

            return ExitCode.Restart;
        }
        catch (SettingsException exception)
        {
            return await FailAsync($"AtRest's settings are wrong:{Environment.NewLine}{exception.Message}", ExitCode.InvalidSettings).ConfigureAwait(false);
        }
        catch (IOException exception) when (exception.InnerException is AddressInUseException)
        {
            return await FailAsync($"The handler cannot listen where the host wants it to: {exception.Message}", ExitCode.UnexpectedFailure).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            return await FailAsync($"The handler ends: {exception}", ExitCode.UnexpectedFailure).ConfigureAwait(false);
        }
    }

    internal static WebApplication Build(IConfiguration configuration, int port)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddConfiguration(configuration);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.ListenLocalhost(port);
        });
        HandlerLogging.Add(builder.Logging, builder.Configuration);
        builder.Services.AddRoutingCore();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = Grace);
        builder.Services.AddAtRestHosting(HostSettings.Read(builder.Configuration));
        builder.Services.AddHostedService<HostWatch>();

        var app = builder.Build();
        app.UseAtRestApi();
        app.MapInvocations();
        return app;
    }

    /// <summary>To standard error, which the host logs as an error: this one is.</summary>
    private static async Task<int> FailAsync(string message, int exitCode)
    {
        await Console.Error.WriteLineAsync(message).ConfigureAwait(false);
        return exitCode;
    }
}
