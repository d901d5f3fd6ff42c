using System.Collections.Immutable;
using AtRest.Core.Audits;
using AtRest.Core.Evidence;

namespace AtRest.Collectors;

/// <summary>Collects the evidence of one cloud, as <see cref="IEvidenceCollector"/> does for all. The evidence of other clouds is left empty.</summary>
internal interface IEvidenceSource
{
    /// <inheritdoc cref="IEvidenceCollector.CollectAsync"/>
    Task<ImmutableDictionary<string, CloudEvidence>> CollectAsync(CollectionRequest request, CancellationToken cancellationToken);
}
