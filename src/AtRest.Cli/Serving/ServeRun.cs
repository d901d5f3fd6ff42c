using System.Security.Cryptography;
using AtRest.Cli.Auditing;
using AtRest.Core.Inventory;
using AtRest.Hosting;
using AtRest.Hosting.Serving;
using AtRest.Hosting.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace AtRest.Cli.Serving;

/// <summary>Runs <c>serve</c>: checks everything first, then serves until Ctrl-C or SIGTERM.</summary>
internal static class ServeRun
{
    public static async Task<int> RunAsync(ServeOptions options, CliEnvironment environment, CancellationToken cancellationToken)
    {
        environment.AllowGrace(ServingServiceCollectionExtensions.ShutdownTimeout + TimeSpan.FromSeconds(2));
        var configuration = ServeSettings.Read(options);
        var demo = options.Demo ? await ServeDemo.StartAsync(options, configuration, environment, cancellationToken) : null;
        try
        {
            return await ServeAsync(options, configuration, demo, environment, cancellationToken);
        }
        finally
        {
            if (demo is not null)
            {
                await demo.DisposeAsync();
            }
        }
    }

    private static async Task<int> ServeAsync(ServeOptions options, ConfigurationManager configuration, ServeDemo? demo, CliEnvironment environment, CancellationToken cancellationToken)
    {
        var faults = new FaultCollector();
        var addresses = await faults.TryAsync(() => Task.FromResult(ServeAddresses.Read(options, configuration)));
        var inventory = await faults.TryAsync(() => ReadInventoryAsync(configuration, environment, cancellationToken));
        faults.ThrowIfAny();
        var folder = configuration[ServeSettings.Folder];
        if (folder is not null)
        {
            DataFolder.Prepare(folder);
        }

        var key = await OperatorKey.AddAsync(configuration, folder, cancellationToken);
        var settings = ReadSettings(configuration);
        var app = ServeApp.Build(configuration, demo is null ? settings : settings with { Clouds = demo.Clouds, Demo = true }, addresses, environment);
        await using (app)
        {
            await StartAsync(app, cancellationToken);
            var welcome = new ServeWelcome(environment.Error, [.. app.Urls]);
            await welcome.WriteAsync(folder, key, demo, inventory);
            await app.WaitForShutdownAsync(cancellationToken);
        }

        // It ended because of a signal, or because of a failure, which is in the log.
        return cancellationToken.IsCancellationRequested ? ExitCode.Compliant : ExitCode.UnexpectedFailure;
    }

    /// <summary>Reads the inventory. Null if it is a blob, which is read when it is needed.</summary>
    private static async Task<InventoryDocument?> ReadInventoryAsync(ConfigurationManager configuration, CliEnvironment environment, CancellationToken cancellationToken)
    {
        var inventory = configuration[ServeSettings.Inventory] ?? throw new InvalidOperationException("The options were checked to name an inventory.");
        return inventory.StartsWith("blob:", StringComparison.Ordinal)
            || inventory.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || inventory.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
            ? null
            : await InventoryFile.ReadAsync(inventory, "The server was not started.", environment, cancellationToken);
    }

    private static HostSettings ReadSettings(IConfiguration configuration)
    {
        try
        {
            return HostSettings.Read(configuration);
        }
        catch (SettingsException exception)
        {
            throw new InvalidInputException([.. exception.Problems]);
        }
    }

    private static async Task StartAsync(WebApplication app, CancellationToken cancellationToken)
    {
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (CryptographicException exception)
        {
            throw new InvalidInputException(
                $"The server cannot use the certificate of Kestrel:Certificates:Default: {exception.Message} Check that Path is a certificate file with its key (PFX), and that Password is correct.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidOperationException or System.Net.Sockets.SocketException)
        {
            var hint = exception.InnerException is AddressInUseException ? " Another program uses the address. Stop it, or choose another address with --urls." : "";
            throw new InvalidInputException($"The server cannot listen: {exception.Message}{hint}");
        }
    }
}
