namespace AtRest.FakeClouds.Camunda;

/// <summary>Camunda's side: the OAuth service and the Administration API (https://docs.camunda.io/docs/apis-tools/administration-api/administration-api-reference/).</summary>
public sealed record FakeCamunda
{
    public const string DefaultAudience = "api.cloud.camunda.io";

    /// <summary>A token is given for this audience only.</summary>
    public string Audience { get; init; } = DefaultAudience;

    /// <summary>How long a token is good.</summary>
    public int TokenLifetimeSeconds { get; init; } = 86_400;

    /// <summary>Requests for a token that come sooner after the one before, whoever makes them, are answered with 429. 0: none is.</summary>
    public int TokenIntervalMs { get; init; }

    /// <summary>The <c>Retry-After</c> of that answer, in seconds. 0: there is none.</summary>
    public int RetryAfterSeconds { get; init; } = 1;

    public IReadOnlyList<FakeCamundaOrganization> Organizations { get; init; } = [];

    /// <summary>What <c>GET /clusters/parameters</c> offers. Absent: the regions that Camunda documents.</summary>
    public IReadOnlyList<FakeCamundaRegion>? Regions { get; init; }
}

/// <summary>A Camunda organization: one API client, and its clusters.</summary>
public sealed record FakeCamundaOrganization
{
    public required string ClientId { get; init; }

    /// <summary>Absent: any secret will do.</summary>
    public string? ClientSecret { get; init; }

    public IReadOnlyList<FakeCamundaCluster> Clusters { get; init; } = [];
}

/// <summary>A region as Camunda names it.</summary>
public sealed record FakeCamundaRegion
{
    /// <summary>Such as <c>Belgium, Europe (europe-west1)</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Camunda's word for the cloud.</summary>
    public string? Provider { get; init; }

    /// <summary>Absent: one that follows from the name.</summary>
    public string? Uuid { get; init; }
}
