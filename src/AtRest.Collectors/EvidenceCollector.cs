using System.Collections.Immutable;
using AtRest.Core.Audits;
using AtRest.Core.Evidence;

namespace AtRest.Collectors;

/// <summary>Reads all clouds at the same time and combines their evidence.</summary>
internal sealed class EvidenceCollector(IEnumerable<IEvidenceSource> sources) : IEvidenceCollector
{
    private readonly ImmutableArray<IEvidenceSource> sources = [.. sources];

    public async Task<ImmutableDictionary<string, CloudEvidence>> CollectAsync(CollectionRequest request, CancellationToken cancellationToken)
    {
        var progress = new JointProgress(request.Progress, sources.Length);
        var parts = await Task.WhenAll(sources.Select((source, index) =>
            source.CollectAsync(request with { Progress = progress.Of(index) }, cancellationToken)));
        return request.Organizations.ToImmutableDictionary(
            organization => organization.Id,
            organization => parts.Select(part => part[organization.Id]).Aggregate(Join),
            StringComparer.Ordinal);
    }

    private static CloudEvidence Join(CloudEvidence one, CloudEvidence other) => new()
    {
        Camunda = one.Camunda ?? other.Camunda,
        Keys = [.. one.Keys, .. other.Keys],
        CloudTrail = [.. one.CloudTrail, .. other.CloudTrail],
        EventDataStores = [.. one.EventDataStores, .. other.EventDataStores],
        LogBuckets = [.. one.LogBuckets, .. other.LogBuckets],
        LogGroups = [.. one.LogGroups, .. other.LogGroups],
        EventBridge = [.. one.EventBridge, .. other.EventBridge],
        CryptoKeys = [.. one.CryptoKeys, .. other.CryptoKeys],
        Readers = [.. AccountReader.Merge(one.Readers.Concat(other.Readers))],
    };
}
