using System.Text.Json;
using AtRest.Core.Clouds;
using AtRest.Core.Evidence;

namespace AtRest.Core.Audits;

/// <summary>Puts the evidence of several batches of one organization's clusters together.</summary>
public static class EvidenceMerge
{
    /// <summary>
    /// What one collection of all the clusters would have given: each thing once, in the collectors' order. Where batches read the same thing, the best answer
    /// stands: one that was read before one that was refused. The batches' order does not matter.
    /// </summary>
    public static CloudEvidence Of(IReadOnlyList<CloudEvidence> batches) => CloudEvidence.Merge(Ordered(batches));

    /// <summary>By what they hold: of equal answers the first one is taken, whichever batch was ready first.</summary>
    private static List<CloudEvidence> Ordered(IReadOnlyList<CloudEvidence> batches) =>
    [
        .. batches
            .GroupBy(batch => string.Join('\n', batch.Slices.OrderBy(slice => slice.Cloud, StringComparer.Ordinal).SelectMany(slice => slice.Subjects())), StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .SelectMany(group => group.Skip(1).Any() ? group.OrderBy(batch => EvidenceHash.OfText(JsonSerializer.Serialize(batch, CloudJson.Compact)), StringComparer.Ordinal) : group.AsEnumerable()),
    ];
}
