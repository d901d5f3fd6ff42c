using System.Collections.Immutable;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;

namespace AtRest.Core.Audits;

/// <summary>A cluster of a report in a line: what tables, counts and sentences need. A report of a big fleet holds one for each cluster, and no finding.</summary>
public sealed record ClusterSummary
{
    /// <summary>As declared, or as Camunda reports it.</summary>
    public required Cluster Cluster { get; init; }

    public string Id => Cluster.Id;

    public string Name => Cluster.Name;

    public EncryptionType DeclaredType => Cluster.Encryption.Type;

    public required Verdict Verdict { get; init; }

    /// <summary>The cluster was not evaluated, so that every rule is unknown.</summary>
    public bool IsNotEvaluated { get; init; }

    /// <summary>Camunda's name of the cloud that hosts it; null if Camunda does not report it.</summary>
    public string? ReportedProvider { get; init; }

    /// <summary>The type that Camunda reports, if it differs from the declared one; null otherwise.</summary>
    public string? OtherReportedType { get; init; }

    /// <summary>The number of its findings of each kind, without zeros: by status, level, severity, and open before waived.</summary>
    public required ImmutableArray<FindingCount> Counts { get; init; }

    /// <summary>The IDs of the rules with an open failure, most urgent first, each once.</summary>
    public ImmutableArray<string> FailingRules { get; init; } = [];

    /// <summary>The IDs of the rules that could not be judged, most urgent first, each once.</summary>
    public ImmutableArray<string> UnknownRules { get; init; } = [];

    /// <summary>The number of its failures that no waiver accepts.</summary>
    public int OpenFailures => Count(count => count.IsOpenFailure);

    /// <summary>The number of its failures that a waiver accepts.</summary>
    public int WaivedFailures => Count(count => count.IsWaived);

    /// <summary>The number of its findings that could not be judged.</summary>
    public int Unknown => Count(count => count.Status == FindingStatus.Unknown);

    /// <summary>The number of its findings of some kinds.</summary>
    public int Count(Func<FindingCount, bool> isMeant)
    {
        var sum = 0;
        foreach (var count in Counts)
        {
            sum += isMeant(count) ? count.Number : 0;
        }

        return sum;
    }

    public static ClusterSummary Of(ClusterAudit audit)
    {
        var urgent = audit.Findings.Where(FindingUrgency.NeedsAction).OrderBy(FindingUrgency.Of).ToList();
        return new ClusterSummary
        {
            Cluster = audit.Cluster,
            Verdict = audit.Verdict,
            IsNotEvaluated = audit.NotEvaluated is not null,
            ReportedProvider = audit.ReportedProvider,
            OtherReportedType = audit.ReportsAnotherType ? audit.Reported!.Encryption!.Type : null,
            Counts = FindingCount.Of(audit.Findings),
            FailingRules = [.. urgent.Where(finding => finding.Status == FindingStatus.Fail).Select(finding => finding.RuleId).Distinct()],
            UnknownRules = [.. urgent.Where(finding => finding.Status == FindingStatus.Unknown).Select(finding => finding.RuleId).Distinct()],
        };
    }
}

/// <summary>How many findings are of one kind.</summary>
/// <param name="Status">Their status.</param>
/// <param name="Level">Their level.</param>
/// <param name="Severity">Their severity.</param>
/// <param name="IsWaived">A waiver accepts the failure.</param>
/// <param name="Number">How many.</param>
public readonly record struct FindingCount(FindingStatus Status, RuleLevel Level, Severity Severity, bool IsWaived, int Number)
{
    /// <summary>A failure that no waiver accepts.</summary>
    public bool IsOpenFailure => Status == FindingStatus.Fail && !IsWaived;

    /// <summary>The findings by kind.</summary>
    public static ImmutableArray<FindingCount> Of(IEnumerable<Finding> findings) =>
    [
        .. findings.CountBy(finding => (finding.Status, finding.Level, finding.Severity, IsWaived: finding.Waiver is not null))
            .OrderBy(kind => kind.Key)
            .Select(kind => new FindingCount(kind.Key.Status, kind.Key.Level, kind.Key.Severity, kind.Key.IsWaived, kind.Value)),
    ];
}
