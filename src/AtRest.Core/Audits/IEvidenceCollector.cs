using System.Collections.Immutable;
using AtRest.Core.Aws.Inventory;
using AtRest.Core.Evidence;
using AtRest.Core.Inventory;

namespace AtRest.Core.Audits;

/// <summary>Reads the clouds. Adapters implement it.</summary>
public interface IEvidenceCollector
{
    /// <summary>
    /// Reads what the rules need about the organizations' clusters. It does not throw because of a cloud's response: what could not be read is
    /// in the evidence, with its cause. Each call is made at most once, also across organizations.
    /// </summary>
    /// <returns>The evidence by organization ID.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    Task<ImmutableDictionary<string, CloudEvidence>> CollectAsync(CollectionRequest request, CancellationToken cancellationToken);
}

/// <summary>What to collect.</summary>
public sealed record CollectionRequest
{
    public required string AuditId { get; init; }

    /// <summary>The organizations, each with the clusters to audit.</summary>
    public required ImmutableArray<Organization> Organizations { get; init; }

    /// <summary>
    /// The accounts of the whole inventory, by organization ID, also of organizations that are not audited: a trail, its bucket or its log group
    /// may belong to any of them, and an audit role may give access to it. Empty: those of <see cref="Organizations"/>.
    /// </summary>
    public ImmutableArray<AwsAccount> KnownAccounts { get; init; } = [];

    public IProgress<CollectionProgress>? Progress { get; init; }
}

/// <summary>The progress of a collection, in resources (keys, account-regions, buckets); the total may grow as trails and buckets are found.</summary>
public readonly record struct CollectionProgress(int Done, int Total);
