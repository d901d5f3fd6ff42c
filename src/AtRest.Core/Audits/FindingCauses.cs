using System.Collections.Immutable;
using AtRest.Core.Evidence;
using AtRest.Core.Rules;

namespace AtRest.Core.Audits;

/// <summary>
/// Connects findings with the calls that were made: a finding cites only those, and a finding that could not be judged takes its remedy from the reason for the missing
/// evidence. A missing permission, a refused role and a network failure need different remedies, whichever rule they affect.
/// </summary>
internal sealed class FindingCauses(EvidenceLedger ledger)
{
    public Finding Explain(Finding finding)
    {
        if (finding.Status != FindingStatus.Unknown && finding.Evidence.All(ledger.WasMade))
        {
            return finding;
        }

        var causes = finding.Status == FindingStatus.Unknown ? CausesOf(finding) : [];
        var cited = finding with { Causes = causes, Evidence = [.. finding.Evidence.Where(ledger.WasMade)] };

        // A remedy with code is about evidence that was read, and says itself what else must be read.
        return finding.RemedyCode is null && FindingGroup.RemedyOf(causes) is { } remedy ? cited with { Remedy = remedy } : cited;
    }

    /// <summary>The rule does not need evidence that is missing for other reasons than those in the message.</summary>
    private ImmutableArray<Absence> CausesOf(Finding finding) =>
    [
        .. finding.Evidence
            .SelectMany(id => ledger.Absences(id))
            .Where(absence => finding.Message.Contains(absence.Cause, StringComparison.Ordinal))
            .Distinct(),
    ];
}
