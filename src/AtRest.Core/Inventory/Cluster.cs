using System.Collections.Immutable;

namespace AtRest.Core.Inventory;

/// <summary>A Camunda 8 cluster and the encryption at rest that it is declared to have.</summary>
public sealed record Cluster
{
    /// <summary>The cluster's UUID, as the Camunda Console shows it.</summary>
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary><c>dev</c>, <c>test</c>, <c>stage</c>, <c>prod</c> or another name that the customer uses; null if not declared.</summary>
    public string? Stage { get; init; }

    /// <summary>Null only for an undeclared cluster whose cloud Camunda does not report, or whose cloud AtRest does not support.</summary>
    public required CloudProvider? Provider { get; init; }

    /// <summary>The provider's name of the region, such as <c>eu-central-1</c> or <c>europe-west1</c>.</summary>
    public required string Region { get; init; }

    /// <summary>Set for a cluster with dual-region backup.</summary>
    public string? BackupRegion { get; init; }

    public required DeclaredEncryption Encryption { get; init; }

    /// <summary>The declared endpoints, as <see cref="ClusterEndpoint.Address"/>. Camunda can report more.</summary>
    public ImmutableArray<string> Endpoints { get; init; } = [];
}
