using AtRest.Collectors.Aws;
using AtRest.Collectors.Camunda;
using AtRest.Collectors.Google;
using AtRest.Collectors.Settings;

namespace AtRest.Collectors;

/// <summary>How the clouds are reached.</summary>
public sealed record CollectorOptions
{
    public AwsCollectorOptions Aws { get; init; } = new();

    public GoogleCollectorOptions Google { get; init; } = new();

    public CamundaCollectorOptions Camunda { get; init; } = new();

    /// <summary>
    /// Gets a token of the process's own identity for an audience (<c>api://APP_ID</c>), to be shown to AWS and Google; null: of the Azure managed identity, or of the
    /// Azure workload identity of a pod. Asked about once an hour and cloud.
    /// </summary>
    public Func<string, CancellationToken, Task<string>>? IdentityToken { get; init; }

    /// <summary>Is told of each exception that is why evidence is absent, with what was being done: for a person who looks for the fault. It may be called by several threads at once.</summary>
    public Action<string, Exception>? Fault { get; init; }

    /// <summary>Reads the settings of all clouds, by their own conventions and as <c>AtRest:Aws:…</c> and <c>AtRest:Google:…</c>.</summary>
    /// <param name="setting">A setting by name, such as <c>AtRest:Google:KmsEndpoint</c> or <c>AWS_REGION</c>; null or empty: not set.</param>
    /// <param name="problem">Is told of each setting that is wrong, by name, and what to do. Never a secret.</param>
    public static CollectorOptions Read(Func<string, string?> setting, Action<string, string> problem) => new CollectorSettings(setting, problem).Read();
}
