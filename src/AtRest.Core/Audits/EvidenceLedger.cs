using System.Collections.Immutable;
using AtRest.Core.Evidence;

namespace AtRest.Core.Audits;

/// <summary>The list of all calls that were made and that a report is based on, each call once.</summary>
internal static class EvidenceLedger
{
    public static ImmutableArray<EvidenceEntry> Of(CloudEvidence clouds) =>
        [.. All(clouds)
            .Where(entry => entry.WasMade)
            .DistinctBy(entry => entry.Id)
            .OrderBy(entry => entry.Source, StringComparer.Ordinal)
            .ThenBy(entry => entry.Resource, StringComparer.Ordinal)];

    /// <summary>All wanted evidence, including calls that were not made.</summary>
    public static IEnumerable<EvidenceEntry> All(CloudEvidence clouds) => clouds.Entries().Select(Entry);

    private static EvidenceEntry Entry(ICollected collected)
    {
        var absence = collected.WhyAbsent;
        var reference = collected.Reference;
        return new EvidenceEntry
        {
            Id = reference.Id,
            Source = reference.Source,
            Resource = reference.Resource,
            CollectedAt = absence?.Call?.At ?? collected.CollectedAt,
            Sha256 = collected.Sha256,
            Outcome = (absence?.Call?.Kind ?? absence?.Kind) switch
            {
                null => EvidenceOutcome.Read,
                AbsenceKind.Denied => EvidenceOutcome.Denied,
                AbsenceKind.NotFound => EvidenceOutcome.NotFound,
                AbsenceKind.Failed or AbsenceKind.Unsupported or AbsenceKind.NotCollected or AbsenceKind.NotAttempted => EvidenceOutcome.Failed,
                _ => throw new ArgumentOutOfRangeException(nameof(collected), absence?.Kind, null),
            },
            Detail = absence?.Cause,
            Absence = absence,
        };
    }
}
