using System.Collections.Immutable;
using AtRest.Collectors.Endpoints;
using AtRest.Core.Audits;
using AtRest.Core.Evidence;

namespace AtRest.Collectors;

/// <summary>Reads all clouds at the same time and combines their evidence. Then probes the endpoints of clusters, if the settings say so.</summary>
internal sealed class EvidenceCollector(IEnumerable<IEvidenceSource> sources, EndpointProber prober) : IEvidenceCollector
{
    private readonly ImmutableArray<IEvidenceSource> sources = [.. sources];

    public async Task<ImmutableDictionary<string, CloudEvidence>> CollectAsync(CollectionRequest request, CancellationToken cancellationToken)
    {
        var progress = new JointProgress(request.Progress, sources.Length);
        var parts = await Task.WhenAll(sources.Select((source, index) =>
            source.CollectAsync(request with { Progress = progress.Of(index) }, cancellationToken)));
        var read = request.Organizations.ToImmutableDictionary(
            organization => organization.Id,
            organization => CloudEvidence.Merge([.. parts.Select(part => part[organization.Id])]),
            StringComparer.Ordinal);
        return await prober.AddAsync(request.Organizations, read, cancellationToken);
    }
}
