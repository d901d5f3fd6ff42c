using System.Collections.Frozen;
using System.Collections.Immutable;
using AtRest.Core.Audits;
using AtRest.Core.Rules;

namespace AtRest.Cli.Presentation;

/// <summary>
/// Findings that say the same, shown once: an account that cannot be entered makes twenty rules unknown for each of its clusters, and one
/// sentence tells it better than a hundred.
/// </summary>
internal sealed record FindingGroup
{
    /// <summary>In the place of a cluster's name, where a finding is about the organization as a whole.</summary>
    private const string WholeOrganization = "the organization";

    /// <summary>The first and most urgent of them.</summary>
    public required Finding First { get; init; }

    /// <summary>What to tell: the message of them all, or the cause that they share.</summary>
    public required string Message { get; init; }

    public required ImmutableArray<string> Rules { get; init; }

    public required ImmutableArray<string> Clusters { get; init; }

    public required ImmutableArray<string> Resources { get; init; }

    /// <summary>What needs action, most urgent first: open failures before what could not be judged, required before recommended among equals.</summary>
    public static IReadOnlyList<FindingGroup> Of(AuditReport report)
    {
        var causes = report.Evidence
            .Where(entry => entry.Outcome != EvidenceOutcome.Read && entry.Detail is not null)
            .ToFrozenDictionary(entry => entry.Id, entry => entry.Detail!);
        return [.. report.Clusters
            .SelectMany(cluster => cluster.Findings.Select(finding => (cluster.Cluster.Name, Finding: finding)))
            .Concat(report.Findings.Select(finding => (Name: WholeOrganization, Finding: finding)))
            .Where(entry => NeedsAction(entry.Finding))
            .Select(entry => (entry.Name, entry.Finding, Cause: CauseOf(entry.Finding, causes)))
            .OrderBy(entry => Urgency(entry.Finding))
            .GroupBy(entry => KeyOf(entry.Finding, entry.Cause))
            .Select(group => Of([.. group]))
            .OrderBy(group => Urgency(group.First))];
    }

    public static bool NeedsAction(Finding finding) => finding.IsOpenFailure || finding.Status == FindingStatus.Unknown;

    /// <summary>Sorts ascending.</summary>
    public static (bool IsUnknown, Severity Severity, RuleLevel Level) Urgency(Finding finding) =>
        (finding.Status == FindingStatus.Unknown, finding.Severity, finding.Level);

    /// <summary>What is unknown for one reason is told once, however much each rule weighs; a failure is weighed by itself.</summary>
    private static object KeyOf(Finding finding, string? cause) => (finding.Status, cause) switch
    {
        (FindingStatus.Unknown, { }) => cause,
        (FindingStatus.Unknown, null) => (finding.Message, finding.Consequence, finding.Remedy, finding.RemedyCode),
        _ => (finding.Severity, finding.Level, finding.Message, finding.Consequence, finding.Remedy, finding.RemedyCode),
    };

    private static FindingGroup Of(ImmutableArray<(string Name, Finding Finding, string? Cause)> entries)
    {
        var rules = entries.Select(entry => entry.Finding.RuleId).Distinct().ToImmutableArray();
        var first = entries[0];
        var shared = rules.Length > 1 ? first.Cause : null;
        return new FindingGroup
        {
            // A shared cause says itself what would mend it; what one rule asks for would not mend the others.
            First = shared is null ? first.Finding : first.Finding with { Consequence = null, Remedy = null, RemedyCode = null },
            Message = shared ?? first.Finding.Message,
            Rules = rules,
            Clusters = [.. entries.Select(entry => entry.Name).Distinct()],
            Resources = [.. entries.Select(entry => entry.Finding.Resource).OfType<string>().Distinct()],
        };
    }

    /// <summary>Why the evidence of an unknown is absent; null if that is not why.</summary>
    private static string? CauseOf(Finding finding, FrozenDictionary<string, string> causes)
    {
        if (finding.Status != FindingStatus.Unknown)
        {
            return null;
        }

        var found = finding.Evidence.Where(causes.ContainsKey).Select(id => causes[id]).Distinct().ToList();
        return found.Count == 0 ? null : string.Join(" ", found);
    }
}
