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
    public required Finding First { get; init; }

    public required ImmutableArray<string> Rules { get; init; }

    public required ImmutableArray<string> Clusters { get; init; }

    public required ImmutableArray<string> Resources { get; init; }

    /// <summary>What needs action, most urgent first: open failures before what could not be judged, required before recommended among equals.</summary>
    public static IReadOnlyList<FindingGroup> Of(AuditReport report) =>
        [.. report.Clusters
            .SelectMany(cluster => cluster.Findings.Where(NeedsAction).Select(finding => (cluster.Cluster.Name, Finding: finding)))
            .GroupBy(pair => (pair.Finding.Status, pair.Finding.Level, pair.Finding.Severity, pair.Finding.Message, pair.Finding.Consequence, pair.Finding.Remedy, pair.Finding.RemedyCode))
            .Select(group => new FindingGroup
            {
                First = group.First().Finding,
                Rules = [.. group.Select(pair => pair.Finding.RuleId).Distinct()],
                Clusters = [.. group.Select(pair => pair.Name).Distinct()],
                Resources = [.. group.Select(pair => pair.Finding.Resource).OfType<string>().Distinct()],
            })
            .OrderBy(group => Urgency(group.First))];

    public static bool NeedsAction(Finding finding) => finding.IsOpenFailure || finding.Status == FindingStatus.Unknown;

    /// <summary>Sorts ascending.</summary>
    public static (bool IsUnknown, Severity Severity, RuleLevel Level) Urgency(Finding finding) =>
        (finding.Status == FindingStatus.Unknown, finding.Severity, finding.Level);
}
