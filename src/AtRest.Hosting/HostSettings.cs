using AtRest.Collectors;
using AtRest.Hosting.Api;
using AtRest.Hosting.Api.Trail;
using AtRest.Hosting.Keys;
using AtRest.Hosting.Logs;
using AtRest.Hosting.Notifications;
using AtRest.Hosting.Notifications.Endpoints;
using AtRest.Hosting.Portal;
using AtRest.Hosting.Serving;
using AtRest.Hosting.Settings;
using AtRest.Hosting.Signing;
using AtRest.Hosting.Telemetry;
using AtRest.Hosting.Webhooks;
using AtRest.Storage;
using Microsoft.Extensions.Configuration;

namespace AtRest.Hosting;

/// <summary>All settings of the app, read once at the start. Reading them opens no connection.</summary>
public sealed record HostSettings
{
    /// <summary>
    /// How often a queue delivers a message before it moves it to the poison queue by itself. High, because deliveries to killed workers and in outages count, too: AtRest counts
    /// failures itself. The same as <c>maxDequeueCount</c> in <c>host.json</c>.
    /// </summary>
    public const int MostDeliveries = 1000;

    /// <summary>Setting <c>AtRest:Inventory</c>: a path, or the URL of a blob; null if it is not set, which is reported when the inventory is needed.</summary>
    public string? Inventory { get; init; }

    /// <summary>Settings <c>AtRest:NightlySchedule</c>, <c>AtRest:Audits:…</c> and <c>AtRest:Retention:…</c>.</summary>
    public AuditSettings Audits { get; init; } = new();

    /// <summary>Settings <c>AtRest:Storage:…</c>; without any, <c>AzureWebJobsStorage</c> if that is set.</summary>
    public required StorageOptions Storage { get; init; }

    /// <summary>Settings <c>AtRest:Signing:…</c>.</summary>
    public SigningSettings Signing { get; init; } = new();

    /// <summary>How to reach the clouds.</summary>
    public required CollectorOptions Clouds { get; init; }

    /// <summary>The clouds are fake and the fleet is made up; every report says so. There is no setting: only the demo sets it.</summary>
    public bool Demo { get; init; }

    /// <summary>The process is the worker of a Functions app. There is no setting: only the Functions app sets it.</summary>
    public bool IsFunctionsWorker { get; init; }

    /// <summary>Traces, metrics or logs are exported.</summary>
    public bool SendsTelemetry => Telemetry.IsOn;

    internal ApiSettings Api { get; init; } = new();

    /// <summary>Settings <c>AtRest:Keys:…</c>.</summary>
    internal KeySettings Keys { get; init; } = new();

    /// <summary>Settings of the stored trail of each organization.</summary>
    internal TrailSettings Trail { get; init; } = new();

    /// <summary>Settings <c>AtRest:Portal:…</c>.</summary>
    internal PortalSettings Portal { get; init; } = new();

    /// <summary>Settings <c>AtRest:Logs:…</c>.</summary>
    internal LogSettings Logs { get; init; } = new();

    /// <summary>Settings <c>AtRest:Webhook:…</c>.</summary>
    internal WebhookSettings Webhook { get; init; } = new();

    /// <summary>Settings <c>AtRest:Notifications:…</c>.</summary>
    internal NotificationSettings Notifications { get; init; } = new();

    /// <summary>Settings <c>AtRest:NotificationEndpoints:…</c>.</summary>
    internal EndpointSettings NotificationEndpoints { get; init; } = new();

    /// <summary>Settings <c>AtRest:Serve:…</c>.</summary>
    internal ServingSettings Serving { get; init; } = new();

    /// <summary>Where traces, metrics and logs are exported to.</summary>
    internal TelemetrySettings Telemetry { get; init; } = new();

    /// <exception cref="SettingsException">A setting is wrong.</exception>
    public static HostSettings Read(IConfiguration configuration)
    {
        var reader = new SettingsReader(configuration);
        var settings = new HostSettings
        {
            Inventory = reader.Text("AtRest:Inventory"),
            Audits = AuditSettings.Read(reader),
            Storage = StorageSettings.Read(reader),
            Signing = SigningSettings.Read(reader.Text, reader.Problem, TimeProvider.System.GetUtcNow()),
            Clouds = CloudSettings.Read(reader),
            Api = ApiSettings.Read(reader),
            Keys = KeySettings.Read(reader),
            Trail = TrailSettings.Read(reader),
            Portal = PortalSettings.Read(reader),
            Logs = LogSettings.Read(reader),
            Webhook = WebhookSettings.Read(reader),
            Notifications = NotificationSettings.Read(reader),
            NotificationEndpoints = EndpointSettings.Read(reader),
            Serving = ServingSettings.Read(reader),
            Telemetry = TelemetrySettings.Read(reader),
        };
        LogLevelCheck.Read(reader);
        reader.Finish();
        return settings;
    }
}
