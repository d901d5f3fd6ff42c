using System.Collections.Immutable;
using AtRest.Core.Evidence;

namespace AtRest.Core.Google.Evidence;

/// <summary>
/// What Google's inventories have about one key: the resources that it protects (https://docs.cloud.google.com/kms/docs/view-key-usage), and the record of its deletion
/// (https://docs.cloud.google.com/kms/docs/reference/rest/v1/projects.locations.retiredResources).
/// </summary>
public sealed record CryptoKeyUseEvidence
{
    /// <summary><c>projects/P/locations/L/keyRings/R/cryptoKeys/K</c>, as declared.</summary>
    public required string Name { get; init; }

    /// <summary><c>kmsinventory.getProtectedResourcesSummary</c> of the key: its resources, whatever their version.</summary>
    public required Collected<ProtectedResources> Total { get; init; }

    /// <summary>The same of each version that can have encrypted data, in the order of their numbers. None if the key protects nothing, or its resources or versions could not be read.</summary>
    public ImmutableArray<Collected<ProtectedResources>> Versions { get; init; } = [];

    /// <summary><c>cloudkms.retiredResources.list</c> of the key's location, read only if the key does not exist: the records of the key.</summary>
    public required Collected<RetiredKeys> Retired { get; init; }
}

/// <summary>
/// The resources that a key or a version protects
/// (https://docs.cloud.google.com/kms/docs/reference/inventory/rest/v1/projects.locations.keyRings.cryptoKeys/getProtectedResourcesSummary).
/// </summary>
/// <param name="Resources">The number of resources.</param>
/// <param name="Projects">The number of projects that contain them.</param>
public sealed record ProtectedResources(long Resources, int Projects)
{
    /// <summary>The number of resources of each type, such as <c>compute.googleapis.com/Disk</c>.</summary>
    public ImmutableSortedDictionary<string, long> Types { get; init; } = ImmutableSortedDictionary<string, long>.Empty;

    /// <summary>Why resources may be missing: <c>INSUFFICIENT_PERMISSIONS_PARTIAL_DATA</c> and others (https://docs.cloud.google.com/kms/docs/reference/inventory/rest/v1/WarningCode).</summary>
    public ImmutableArray<string> Warnings { get; init; } = [];
}

/// <summary>The records of a deleted key.</summary>
/// <param name="Items">Usually one, or none if Google has no record of the key.</param>
public sealed record RetiredKeys(ImmutableArray<RetiredKey> Items);

/// <summary>The record of a deleted key.</summary>
/// <param name="DeletedAt">Null if Google did not return it.</param>
public sealed record RetiredKey(DateTimeOffset? DeletedAt = null);
