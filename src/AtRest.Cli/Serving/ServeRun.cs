using System.Collections.Immutable;
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
    private const string Certificate = "Kestrel:Certificates:Default:Path";

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
        var folder = configuration[ServeSettings.Folder];
        faults.Add(folder is not null && File.Exists(folder) ? [DataFolder.IsFile(folder)] : []);
        faults.ThrowIfAny();
        if (folder is not null)
        {
            DataFolder.Prepare(folder);
        }

        var key = await OperatorKey.AddAsync(configuration, folder, cancellationToken);
        var settings = ReadSettings(configuration);
        var app = ServeApp.Build(configuration, demo is null ? settings : settings with { Clouds = demo.CloudsFor(settings.Clouds), Demo = true }, addresses, environment);
        await using (app)
        {
            try
            {
                await StartAsync(app, configuration, addresses, cancellationToken);
            }
            catch
            {
                // The schedule and the workers of the queues have started already, and write into the data folder.
                await app.StopAsync(CancellationToken.None);
                throw;
            }

            var welcome = new ServeWelcome(environment, [.. app.Urls]);
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

    private static async Task StartAsync(WebApplication app, ConfigurationManager configuration, ImmutableArray<string> addresses, CancellationToken cancellationToken)
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
        catch (InvalidOperationException) when (addresses.Any(address => address.StartsWith("https:", StringComparison.OrdinalIgnoreCase)) && configuration[Certificate] is null)
        {
            // Without a setting, Kestrel looks for a certificate for developers, and found none.
            throw new InvalidInputException(
                $"The server cannot listen on https: no certificate is set. Set {Certificate.Replace(":", "__", StringComparison.Ordinal)} to a certificate file with its key (PFX), and the variable of its password, or use http behind a proxy with TLS.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidOperationException or System.Net.Sockets.SocketException)
        {
            var hint = exception.InnerException is AddressInUseException ? " Another program uses the address. Stop it, or choose another address with --urls." : "";
            throw new InvalidInputException($"The server cannot listen: {exception.Message}{hint}");
        }
    }
}
