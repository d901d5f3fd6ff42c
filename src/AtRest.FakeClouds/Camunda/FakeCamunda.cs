using System.Text.Json.Nodes;
using AtRest.FakeClouds.Scenarios;

namespace AtRest.FakeClouds.Camunda;

/// <summary>Camunda's side: the OAuth service and the Administration API (https://docs.camunda.io/docs/apis-tools/administration-api/administration-api-reference/).</summary>
public sealed record FakeCamunda
{
    public const string DefaultAudience = "api.cloud.camunda.io";

    /// <summary>The only audience that tokens are issued for.</summary>
    public string Audience { get; init; } = DefaultAudience;

    /// <summary>The lifetime of tokens.</summary>
    public int TokenLifetimeSeconds { get; init; } = 86_400;

    /// <summary>The smallest interval between two requests for tokens, of all clients. Earlier requests get 429. 0: no limit.</summary>
    public int TokenIntervalMs { get; init; }

    /// <summary>The <c>Retry-After</c> of that response, in seconds. 0: none.</summary>
    public int RetryAfterSeconds { get; init; } = 1;

    public IReadOnlyList<FakeCamundaOrganization> Organizations { get; init; } = [];

    /// <summary>The regions in <c>GET /clusters/parameters</c>. Absent: the regions that Camunda documents.</summary>
    public IReadOnlyList<FakeCamundaRegion>? Regions { get; init; }
}

/// <summary>A Camunda organization: one API client, and its clusters.</summary>
public sealed record FakeCamundaOrganization
{
    public required string ClientId { get; init; }

    /// <summary>Absent: every secret is accepted.</summary>
    public string? ClientSecret { get; init; }

    public IReadOnlyList<FakeCamundaCluster> Clusters { get; init; } = [];

    /// <summary>The activity log.</summary>
    public IReadOnlyList<FakeCamundaEvent> Activity { get; init; } = [];
}

/// <summary>An event of the activity log. Camunda documents none of the values, so they are free text.</summary>
public sealed record FakeCamundaEvent
{
    public ScenarioTime Time { get; init; } = "now-300d";

    /// <summary>The name of the event.</summary>
    public string Audit { get; init; } = "cluster";

    /// <summary>c, r, u or d: created, read, updated or deleted.</summary>
    public string AuditType { get; init; } = "c";

    public string Entity { get; init; } = "cluster";

    /// <summary>Such as the UUID of the cluster.</summary>
    public required string EntityId { get; init; }

    public string UserId { get; init; } = "dana@example.com";

    public string? ParentEntityId { get; init; }

    public string? EntityAttribute { get; init; }

    public string? EntityAttributeValueFrom { get; init; }

    public string? EntityAttributeValueTo { get; init; }

    /// <summary>Members that replace those of the event without any check, so that malformed events can be tested.</summary>
    public JsonObject? Replace { get; init; }
}

/// <summary>A region as Camunda names it.</summary>
public sealed record FakeCamundaRegion
{
    /// <summary>Such as <c>Belgium, Europe (europe-west1)</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Camunda's name for the cloud.</summary>
    public string? Provider { get; init; }

    /// <summary>Absent: derived from the name.</summary>
    public string? Uuid { get; init; }
}
