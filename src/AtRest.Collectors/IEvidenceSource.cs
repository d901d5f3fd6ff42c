using System.Collections.Immutable;
using AtRest.Core.Audits;
using AtRest.Core.Evidence;

namespace AtRest.Collectors;

/// <summary>One cloud's part of a collection: as <see cref="IEvidenceCollector"/>, with what belongs to other clouds left empty.</summary>
internal interface IEvidenceSource
{
    /// <inheritdoc cref="IEvidenceCollector.CollectAsync"/>
    Task<ImmutableDictionary<string, CloudEvidence>> CollectAsync(CollectionRequest request, CancellationToken cancellationToken);
}
