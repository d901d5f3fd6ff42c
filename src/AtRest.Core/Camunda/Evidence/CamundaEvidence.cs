using System.Collections.Immutable;
using AtRest.Core.Evidence;

namespace AtRest.Core.Camunda.Evidence;

/// <summary>The evidence from Camunda's Administration API about one organization (https://docs.camunda.io/docs/apis-tools/administration-api/administration-api-reference/).</summary>
public sealed record CamundaEvidence
{
    /// <summary><c>camunda:GET /clusters</c>; the resource is the API's base URL.</summary>
    public required Collected<CamundaClusters> Clusters { get; init; }

    /// <summary><c>camunda:GET /clusters/parameters</c>: the cloud of each region.</summary>
    public required Collected<CamundaRegions> Regions { get; init; }

    /// <summary><c>camunda:GET /activity/json</c>: who created and changed clusters; null if the audit did not ask for it.</summary>
    public Collected<CamundaActivity>? Activity { get; init; }
}

/// <summary>The clusters that Camunda reports, by UUID.</summary>
public sealed record CamundaClusters(ImmutableArray<CamundaCluster> Items);

/// <summary>A cluster as Camunda reports it. Enumerated values are kept as Camunda returned them, including unknown ones.</summary>
public sealed record CamundaCluster
{
    public required string Uuid { get; init; }

    public required string Name { get; init; }

    public DateTimeOffset? Created { get; init; }

    public CamundaName? Region { get; init; }

    /// <summary>Present only for a dual-region cluster.</summary>
    public CamundaName? BackupRegion { get; init; }

    /// <summary>The hardware plan.</summary>
    public CamundaName? PlanType { get; init; }

    /// <summary>Creating, Healthy, Unhealthy, Updating, Resuming, Suspended, WaitingForInput, Maintenance.</summary>
    public string? Status { get; init; }

    /// <summary>Null if the API did not return it.</summary>
    public CamundaEncryption? Encryption { get; init; }

    /// <summary>
    /// The hosts and ports of the cluster's applications (<c>host:port</c>), sorted: all <c>links</c> except the one to Camunda's Console, which is not the cluster's
    /// (https://camunda.github.io/camunda-8-js-sdk/interfaces/index.Admin.AdminDto.Cluster.html). Evidence of an earlier release has none.
    /// </summary>
    public ImmutableArray<string> Links { get; init; } = [];
}

/// <summary>A name with its ID in Camunda.</summary>
public sealed record CamundaName(string? Uuid = null, string? Name = null);

/// <summary>The encryption that Camunda reports.</summary>
public sealed record CamundaEncryption
{
    /// <summary>Software, Hardware, Provider, External; null if the API did not return it.</summary>
    public string? Type { get; init; }

    public string? PrimaryKeyArn { get; init; }

    public string? SecondaryKeyArn { get; init; }

    /// <summary>Ready, ProviderError, ExternalEncryptionKeyNotReady, ExternalEncryptionKeyNotSupplied, CreationError, EncryptedStorageNotReady.</summary>
    public string? Status { get; init; }
}

/// <summary>The regions that Camunda offers the organization.</summary>
public sealed record CamundaRegions(ImmutableArray<CamundaRegion> Items);

/// <summary>A region and the cloud that it belongs to.</summary>
/// <param name="Uuid">The ID that a cluster's region refers to.</param>
/// <param name="Name">Such as <c>Belgium, Europe (europe-west1)</c>.</param>
/// <param name="Provider">Camunda's value for the cloud.</param>
public sealed record CamundaRegion(string Uuid, string? Name = null, string? Provider = null);
