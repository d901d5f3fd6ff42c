using AtRest.Hosting.Settings;

namespace AtRest.Hosting.Telemetry;

/// <summary>
/// Where telemetry is exported to, by the standard settings: OpenTelemetry's
/// (https://opentelemetry.io/docs/specs/otel/protocol/exporter/) and Azure Monitor's
/// (https://learn.microsoft.com/azure/azure-functions/functions-app-settings#applicationinsights_authentication_string). Without either, nothing is exported, and nothing is loaded for it.
/// </summary>
internal sealed record TelemetrySettings
{
    private const string Connection = "APPLICATIONINSIGHTS_CONNECTION_STRING";
    private const string Authentication = "APPLICATIONINSIGHTS_AUTHENTICATION_STRING";

    private static readonly string[] OtlpEndpoints =
    [
        "OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "OTEL_EXPORTER_OTLP_LOGS_ENDPOINT",
    ];

    private const string Protocol = "OTEL_EXPORTER_OTLP_PROTOCOL";

    private static readonly string[] OtlpHeaders =
    [
        "OTEL_EXPORTER_OTLP_HEADERS", "OTEL_EXPORTER_OTLP_TRACES_HEADERS", "OTEL_EXPORTER_OTLP_METRICS_HEADERS", "OTEL_EXPORTER_OTLP_LOGS_HEADERS",
    ];

    /// <summary>Export to an OpenTelemetry collector. The exporter reads the address and protocol itself: <c>OTEL_EXPORTER_OTLP_…</c>.</summary>
    public bool Otlp { get; init; }

    /// <summary>Export to Azure Monitor (Application Insights).</summary>
    public string? AzureMonitor { get; init; }

    /// <summary>Authenticate with the managed identity.</summary>
    public bool AzureIdentity { get; init; }

    /// <summary>The client ID of the identity; null for the app's own.</summary>
    public string? AzureClientId { get; init; }

    /// <summary><c>OTEL_TRACES_SAMPLER</c> is set: the SDK uses it.</summary>
    public bool OwnSampler { get; init; }

    public bool IsOn => Otlp || AzureMonitor is not null;

    public static TelemetrySettings Read(SettingsReader reader)
    {
        var authentication = AuthenticationOf(reader);
        CheckOtlp(reader);
        return new TelemetrySettings
        {
            Otlp = HasEndpoint(reader),
            AzureMonitor = ConnectionOf(reader),
            AzureIdentity = string.Equals(authentication.GetValueOrDefault("Authorization"), "AAD", StringComparison.OrdinalIgnoreCase),
            AzureClientId = authentication.GetValueOrDefault("ClientId"),
            OwnSampler = reader.Text("OTEL_TRACES_SAMPLER") is not null,
        };
    }

    /// <summary>Without the connection string.</summary>
    public override string ToString() => $"OTLP: {Otlp}, Azure Monitor: {AzureMonitor is not null}";

    /// <summary>Reads every address, so that each wrong one is reported. <c>Any</c> would stop at the first right one.</summary>
    private static bool HasEndpoint(SettingsReader reader)
    {
        var found = false;
        foreach (var name in OtlpEndpoints)
        {
            found |= IsEndpoint(reader, name);
        }

        return found;
    }

    private static bool IsEndpoint(SettingsReader reader, string name)
    {
        if (reader.Text(name) is not { } text)
        {
            return false;
        }

        // A collector beside the app usually has no TLS, and a name of the local network.
        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
        {
            return true;
        }

        reader.Problem(name, "the value is not an http or https URL. Correct it, or remove it to send no telemetry there.");
        return false;
    }

    /// <summary>Checks what the exporter reads itself: it would stop without naming the setting, or ignore it.</summary>
    private static void CheckOtlp(SettingsReader reader)
    {
        if (reader.Text(Protocol) is { } protocol and not ("grpc" or "http/protobuf"))
        {
            reader.Problem(Protocol, $"'{protocol}' is not a protocol. Use grpc or http/protobuf.");
        }

        // Not quoted: the headers may contain a credential.
        foreach (var name in OtlpHeaders.Where(name => reader.Text(name)?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Any(header => header.IndexOf('=', StringComparison.Ordinal) < 1) == true))
        {
            reader.Problem(name, "the value is not a list of headers. Write name=value, separated by commas.");
        }

        reader.Number("OTEL_METRIC_EXPORT_INTERVAL", fallback: 60_000, least: 1, most: int.MaxValue);
    }

    private static string? ConnectionOf(SettingsReader reader)
    {
        if (reader.Text(Connection) is not { } text)
        {
            return null;
        }

        var parts = Parts(text);
        if (parts.TryGetValue("IngestionEndpoint", out var endpoint) && !(Uri.TryCreate(endpoint, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"))
        {
            reader.Problem(Connection, "its IngestionEndpoint is not an http or https URL. Copy the connection string from the overview of the Application Insights resource, or remove it to send nothing there.");
            return null;
        }

        if (parts.GetValueOrDefault("InstrumentationKey") is { Length: > 0 })
        {
            return text;
        }

        reader.Problem(Connection, "it has no InstrumentationKey. Copy the connection string from the overview of the Application Insights resource, or remove it to send nothing there.");
        return null;
    }

    private static Dictionary<string, string> AuthenticationOf(SettingsReader reader)
    {
        var parts = Parts(reader.Text(Authentication) ?? "");
        if (parts.TryGetValue("Authorization", out var authorization) && !authorization.Equals("AAD", StringComparison.OrdinalIgnoreCase))
        {
            reader.Problem(Authentication, $"Authorization is '{authorization}'; only AAD is supported. Write ClientId=ID;Authorization=AAD, or remove it.");
        }

        return parts;
    }

    private static Dictionary<string, string> Parts(string text)
    {
        var parts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(part => part.Split('=', 2)).Where(part => part.Length == 2))
        {
            parts[part[0]] = part[1];
        }

        return parts;
    }
}
