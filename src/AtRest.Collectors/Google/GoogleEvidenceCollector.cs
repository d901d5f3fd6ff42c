using System.Collections.Immutable;
using AtRest.Core.Audits;
using AtRest.Core.Evidence;

namespace AtRest.Collectors.Google;

/// <summary>Reads the Google side of the clusters.</summary>
internal sealed class GoogleEvidenceCollector(GoogleCollectorOptions options, TimeProvider clock) : IEvidenceSource
{
    private readonly GoogleCollectorOptions options = options;
    private readonly TimeProvider clock = clock;

    public Task<ImmutableDictionary<string, CloudEvidence>> CollectAsync(CollectionRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(request.Organizations.ToImmutableDictionary(organization => organization.Id, _ => new CloudEvidence(), StringComparer.Ordinal));
}
