using System.Collections.Immutable;
using AtRest.Core.Audits;
using AtRest.Core.Rules;

namespace AtRest.Hosting.Reports.Details;

/// <summary>A cluster of a report in a line: what lists need.</summary>
internal sealed record ClusterRow
{
    public required string Id { get; init; }

    public required Verdict Verdict { get; init; }

    /// <summary>The type that Camunda reports, if it differs from the declared one.</summary>
    public string? OtherReportedType { get; init; }

    /// <summary>The number of failures that no waiver accepts.</summary>
    public int OpenFailures { get; init; }

    /// <summary>The severity of the worst of them; null without one.</summary>
    public Severity? Worst { get; init; }

    /// <summary>The number of findings that could not be judged.</summary>
    public int Unknown { get; init; }

    /// <summary>The number of failures that a waiver accepts.</summary>
    public int Waived { get; init; }

    /// <summary>The IDs of the rules with an open failure, most urgent first.</summary>
    public ImmutableArray<string> FailingRules { get; init; } = [];

    /// <summary>The number of the blob with the cluster's details, from 0.</summary>
    public required int Part { get; init; }

    /// <summary>The verdicts up to this report, oldest first: one entry for each change.</summary>
    public ImmutableArray<ClusterEvent> History { get; init; } = [];

    /// <summary>The number of entries that a history keeps.</summary>
    public const int MostEvents = 20;

    public static ClusterRow Of(ClusterSummary cluster, int part, ImmutableArray<ClusterEvent> history)
    {
        var open = cluster.Counts.Where(count => count.IsOpenFailure).ToList();
        return new ClusterRow
        {
            Id = cluster.Id,
            Verdict = cluster.Verdict,
            OtherReportedType = cluster.OtherReportedType,
            OpenFailures = cluster.OpenFailures,
            Worst = open.Count == 0 ? null : open.Min(count => count.Severity),
            Unknown = cluster.Unknown,
            Waived = cluster.WaivedFailures,
            FailingRules = cluster.FailingRules,
            Part = part,
            History = history,
        };
    }
}

/// <summary>A moment in the history of a cluster.</summary>
/// <param name="At">The time of the audit, UTC.</param>
/// <param name="ReportId">Its report.</param>
/// <param name="Verdict">The verdict since then.</param>
/// <param name="ChangedPolicies">The ARNs of the keys whose policy had changed since the report before.</param>
internal sealed record ClusterEvent(DateTimeOffset At, string ReportId, Verdict Verdict, ImmutableArray<string> ChangedPolicies);
