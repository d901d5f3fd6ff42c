using System.Text.Json.Nodes;
using AtRest.FakeClouds.Scenarios;

namespace AtRest.FakeClouds.Camunda;

/// <summary>A cluster as Camunda reports it. The default is healthy, provider-managed and ready. Enumerated values are free text.</summary>
public sealed record FakeCamundaCluster
{
    public required string Uuid { get; init; }

    public required string Name { get; init; }

    /// <summary>A region's name, or the code in its name, such as <c>europe-west1</c>.</summary>
    public string Region { get; init; } = "europe-west1";

    /// <summary>The second region of a dual-region cluster.</summary>
    public string? BackupRegion { get; init; }

    /// <summary>Software, Hardware, Provider, External.</summary>
    public string EncryptionType { get; init; } = "Provider";

    /// <summary>Such as ExternalEncryptionKeyNotReady. Empty: no status is reported.</summary>
    public string EncryptionStatus { get; init; } = "Ready";

    public string? PrimaryKeyArn { get; init; }

    public string? SecondaryKeyArn { get; init; }

    /// <summary>Such as Healthy, Unhealthy, Suspended.</summary>
    public string Status { get; init; } = "Healthy";

    public ScenarioTime Created { get; init; } = "now-300d";

    /// <summary>The first call of <c>GET /clusters</c> that shows the cluster, counted from 1.</summary>
    public int FromCall { get; init; } = 1;

    /// <summary>The last call that shows it. Absent: all further calls do.</summary>
    public int? UntilCall { get; init; }

    /// <summary>Members that replace those of the entry without any check, so that malformed entries can be tested.</summary>
    public JsonObject? Replace { get; init; }
}
