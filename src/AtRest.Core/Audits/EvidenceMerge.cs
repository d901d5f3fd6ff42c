using System.Text.Json;
using AtRest.Core.Clouds;
using AtRest.Core.Evidence;

namespace AtRest.Core.Audits;

/// <summary>Combines the evidence of several batches of one organization's clusters.</summary>
public static class EvidenceMerge
{
    /// <summary>
    /// The result equals one collection of all the clusters: each item once, in the collectors' order. If batches read the same item, the best answer
    /// wins: a value before a refusal. The order of the batches does not matter.
    /// </summary>
    public static CloudEvidence Of(IReadOnlyList<CloudEvidence> batches) => CloudEvidence.Merge(Ordered(batches));

    /// <summary>Ordered by content: of equal answers the first one is taken, whichever batch was ready first.</summary>
    private static List<CloudEvidence> Ordered(IReadOnlyList<CloudEvidence> batches) =>
    [
        .. batches
            .GroupBy(batch => string.Join('\n', batch.Slices.OrderBy(slice => slice.Cloud, StringComparer.Ordinal).SelectMany(slice => slice.Subjects())), StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .SelectMany(group => group.Skip(1).Any() ? group.OrderBy(batch => EvidenceHash.OfText(JsonSerializer.Serialize(batch, CloudJson.Compact)), StringComparer.Ordinal) : group.AsEnumerable()),
    ];
}
