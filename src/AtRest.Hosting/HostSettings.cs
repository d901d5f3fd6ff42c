using AtRest.Collectors;
using AtRest.Hosting.Settings;
using AtRest.Hosting.Telemetry;
using AtRest.Storage;
using Microsoft.Extensions.Configuration;

namespace AtRest.Hosting;

/// <summary>All settings of the app, read once at the start. Nothing is connected to or opened for it.</summary>
public sealed record HostSettings
{
    /// <summary>Setting <c>AtRest:Inventory</c>: a path, or the URL of a blob; null: it is not set, and whatever needs it says so.</summary>
    public string? Inventory { get; init; }

    /// <summary>Settings <c>AtRest:Storage:…</c>; without any, <c>AzureWebJobsStorage</c> if that is set.</summary>
    public required StorageOptions Storage { get; init; }

    /// <summary>How the clouds are reached.</summary>
    public required CollectorOptions Clouds { get; init; }

    /// <summary>Where traces, metrics and logs are sent.</summary>
    internal TelemetrySettings Telemetry { get; init; } = new();

    /// <exception cref="SettingsException">Settings are wrong.</exception>
    public static HostSettings Read(IConfiguration configuration)
    {
        var reader = new SettingsReader(configuration);
        var settings = new HostSettings
        {
            Inventory = reader.Text("AtRest:Inventory"),
            Storage = StorageSettings.Read(reader),
            Clouds = CloudSettings.Read(reader),
            Telemetry = TelemetrySettings.Read(reader),
        };
        reader.Finish();
        return settings;
    }
}
