using System.Collections.Frozen;
using System.Collections.Immutable;
using AtRest.Core.Evidence;
using AtRest.Core.Rules;

namespace AtRest.Core.Audits;

/// <summary>
/// Connects findings with the calls that were made: a finding cites only those, and what could not be judged takes its remedy from the reason why the
/// evidence is absent. A missing permission, a refused role and a network that is down need different things done, whichever rule met them.
/// </summary>
internal sealed class FindingCauses
{
    private readonly FrozenSet<string> made;
    private readonly FrozenDictionary<string, ImmutableArray<Absence>> absences;

    public FindingCauses(CloudEvidence clouds, ImmutableArray<EvidenceEntry> ledger)
    {
        made = ledger.Select(entry => entry.Id).ToFrozenSet(StringComparer.Ordinal);
        absences = EvidenceLedger.All(clouds)
            .Where(entry => entry.Absence is not null)
            .GroupBy(entry => entry.Id, entry => entry.Absence!, StringComparer.Ordinal)
            .ToFrozenDictionary(group => group.Key, group => group.Distinct().ToImmutableArray(), StringComparer.Ordinal);
    }

    public Finding Explain(Finding finding)
    {
        var causes = finding.Status == FindingStatus.Unknown ? CausesOf(finding) : [];
        var cited = finding with { Causes = causes, Evidence = [.. finding.Evidence.Where(made.Contains)] };

        // With code beside it, the remedy is about what was read, and says itself what else must be read.
        return finding.RemedyCode is null && FindingGroup.RemedyOf(causes) is { } remedy ? cited with { Remedy = remedy } : cited;
    }

    /// <summary>Of evidence that is absent for other reasons than those that the message quotes, the rule had no need.</summary>
    private ImmutableArray<Absence> CausesOf(Finding finding) =>
    [
        .. finding.Evidence
            .SelectMany(id => absences.GetValueOrDefault(id, []))
            .Where(absence => finding.Message.Contains(absence.Cause, StringComparison.Ordinal))
            .Distinct(),
    ];
}
