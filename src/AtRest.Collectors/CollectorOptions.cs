using AtRest.Collectors.Aws;
using AtRest.Collectors.Camunda;
using AtRest.Collectors.Endpoints;
using AtRest.Collectors.Google;
using AtRest.Collectors.Settings;

namespace AtRest.Collectors;

/// <summary>How AtRest reaches the clouds.</summary>
public sealed record CollectorOptions
{
    public AwsCollectorOptions Aws { get; init; } = new();

    public GoogleCollectorOptions Google { get; init; } = new();

    public CamundaCollectorOptions Camunda { get; init; } = new();

    /// <inheritdoc cref="TlsProbeOptions"/>
    public TlsProbeOptions Tls { get; init; } = new();

    /// <summary>
    /// Gets a token of the process's own identity for an audience (<c>api://APP_ID</c>), which AWS and Google accept in place of a key. Null: AtRest uses the Azure managed identity, or the
    /// Azure workload identity of a pod. It is called about once an hour for each cloud.
    /// </summary>
    public Func<string, CancellationToken, Task<string>>? IdentityToken { get; init; }

    /// <summary>Receives each exception that is the reason for absent evidence, with the operation that failed, for troubleshooting. Several threads can call it at the same time.</summary>
    public Action<string, Exception>? Fault { get; init; }

    /// <summary>Reads the settings of all clouds, by their own conventions and as <c>AtRest:Aws:…</c> and <c>AtRest:Google:…</c>.</summary>
    /// <param name="setting">A setting by name, such as <c>AtRest:Google:KmsEndpoint</c> or <c>AWS_REGION</c>; null or empty: not set.</param>
    /// <param name="problem">Receives each wrong setting, by name, with what to do. It never receives a secret.</param>
    public static CollectorOptions Read(Func<string, string?> setting, Action<string, string> problem)
    {
        var settings = new SettingsReader(setting, problem);
        return new CollectorOptions
        {
            Aws = AwsSettings.Read(settings),
            Google = GoogleSettings.Read(settings),
            Camunda = CamundaSettings.Read(settings),
            Tls = TlsProbeOptions.Read(settings),
        };
    }
}
