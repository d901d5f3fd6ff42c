using System.Collections.Immutable;
using AtRest.Core.Evidence;
using AtRest.Core.Rules;

namespace AtRest.Core.Audits;

/// <summary>
/// Equal findings, shown once: a role that cannot be assumed makes twenty rules unknown for each of its clusters, and one
/// message with one remedy is clearer than a hundred.
/// </summary>
public sealed record FindingGroup
{
    /// <summary>The first and most urgent of them.</summary>
    public required Finding First { get; init; }

    /// <summary>The common message, or the shared causes.</summary>
    public required ImmutableArray<string> Messages { get; init; }

    /// <summary>IDs of rules.</summary>
    public required ImmutableArray<string> Rules { get; init; }

    /// <summary>IDs of clusters, in the report's order.</summary>
    public required ImmutableArray<string> Clusters { get; init; }

    /// <summary>Whether a finding about the organization as a whole is among them.</summary>
    public required bool ConcernsOrganization { get; init; }

    public required ImmutableArray<string> Resources { get; init; }

    /// <summary>IDs of their evidence entries.</summary>
    public required ImmutableArray<string> Evidence { get; init; }

    /// <summary>All of them.</summary>
    public required ImmutableArray<Finding> Findings { get; init; }

    /// <summary>Nothing could be judged because evidence is missing.</summary>
    public bool IsUnread => First is { Status: FindingStatus.Unknown, Causes.IsEmpty: false };

    /// <summary>The findings that need action, most urgent first: open failures before what could not be judged, required before recommended.</summary>
    public static IReadOnlyList<FindingGroup> Of(AuditReport report) =>
        [.. report.Clusters
            .SelectMany(cluster => cluster.Findings.Select(finding => (Cluster: (string?)cluster.Cluster.Id, Finding: finding)))
            .Concat(report.Findings.Select(finding => (Cluster: (string?)null, Finding: finding)))
            .Where(entry => NeedsAction(entry.Finding))
            .OrderBy(entry => Urgency(entry.Finding))
            .GroupBy(entry => KeyOf(entry.Finding))
            .Select(group => Of([.. group]))
            .OrderBy(group => Urgency(group.First))];

    public static bool NeedsAction(Finding finding) => finding.IsOpenFailure || finding.Status == FindingStatus.Unknown;

    /// <summary>Sorts ascending.</summary>
    public static (bool IsUnknown, Severity Severity, RuleLevel Level) Urgency(Finding finding) =>
        (finding.Status == FindingStatus.Unknown, finding.Severity, finding.Level);

    /// <summary>The remedy for all causes; null if none is known.</summary>
    public static string? RemedyOf(ImmutableArray<Absence> causes)
    {
        var remedies = causes.Select(cause => cause.Remedy).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        return remedies.Count == 0 ? null : string.Join(" ", remedies);
    }

    /// <summary>Unknown findings are shown once for each remedy, whatever the rules' levels; failures are separate by level.</summary>
    private static object KeyOf(Finding finding) => finding switch
    {
        { Status: not FindingStatus.Unknown } => (finding.Severity, finding.Level, finding.Message, finding.Consequence, finding.Remedy, finding.RemedyCode),
        { Causes.IsEmpty: true, Remedy: { } remedy, RemedyCode: null } => (Uncaused: true, remedy),
        { Causes.IsEmpty: true } or { RemedyCode: not null } => (finding.Message, finding.Consequence, finding.Remedy, finding.RemedyCode),
        _ => RemedyOf(finding.Causes) ?? CauseOf(finding),
    };

    private static string CauseOf(Finding finding) => string.Join(" ", finding.Causes.Select(cause => cause.Cause));

    private static FindingGroup Of(ImmutableArray<(string? Cluster, Finding Finding)> entries)
    {
        var first = entries[0].Finding;
        var rules = entries.Select(entry => entry.Finding.RuleId).Distinct().ToImmutableArray();
        ImmutableArray<string> messages = [.. entries.Select(entry => entry.Finding.Message).Distinct(StringComparer.Ordinal)];
        var isShared = messages.Length > 1;
        return new FindingGroup
        {
            // The consequence of one rule does not apply to the others.
            First = isShared ? first with { Consequence = null, Remedy = first.Causes.IsEmpty ? first.Remedy : RemedyOf(first.Causes) } : first,
            Messages = isShared && !first.Causes.IsEmpty ? [.. entries.Select(entry => CauseOf(entry.Finding)).Distinct(StringComparer.Ordinal)] : messages,
            Rules = rules,
            Clusters = [.. entries.Select(entry => entry.Cluster).OfType<string>().Distinct()],
            ConcernsOrganization = entries.Any(entry => entry.Cluster is null),
            Resources = [.. entries.Select(entry => entry.Finding.Resource).OfType<string>().Distinct()],
            Evidence = [.. entries.SelectMany(entry => entry.Finding.Evidence).Distinct()],
            Findings = [.. entries.Select(entry => entry.Finding)],
        };
    }
}
