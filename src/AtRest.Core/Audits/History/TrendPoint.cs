using System.Collections.Immutable;
using AtRest.Core.Rules;

namespace AtRest.Core.Audits.History;

/// <summary>The result of one whole audit, in a line.</summary>
public sealed record TrendPoint
{
    /// <summary>A trend goes back this many days from its newest point.</summary>
    public const int Days = 365;

    /// <summary>The time of the audit, UTC.</summary>
    public required DateTimeOffset GeneratedAt { get; init; }

    /// <summary>The number of clusters that were compliant.</summary>
    public required int Compliant { get; init; }

    /// <summary>The number of clusters that were not compliant.</summary>
    public required int NonCompliant { get; init; }

    /// <summary>The number of clusters whose verdict was indeterminate.</summary>
    public required int Indeterminate { get; init; }

    /// <summary>The number of critical failures that no waiver accepted.</summary>
    public required int Critical { get; init; }

    /// <summary>The number of failures of high severity that no waiver accepted.</summary>
    public required int High { get; init; }

    /// <summary>The number of failures of medium severity that no waiver accepted.</summary>
    public required int Medium { get; init; }

    /// <summary>The number of failures of low severity that no waiver accepted.</summary>
    public required int Low { get; init; }

    /// <summary>The number of findings that could not be judged.</summary>
    public required int Unknown { get; init; }

    /// <summary>The number of audited clusters.</summary>
    public int Clusters => Compliant + NonCompliant + Indeterminate;

    /// <summary>The number of failures that no waiver accepted.</summary>
    public int OpenFailures => Critical + High + Medium + Low;

    internal static TrendPoint Of(DateTimeOffset auditedAt, ImmutableArray<ClusterSummary> clusters)
    {
        return new TrendPoint
        {
            GeneratedAt = auditedAt,
            Compliant = With(Verdict.Compliant),
            NonCompliant = With(Verdict.NonCompliant),
            Indeterminate = With(Verdict.Indeterminate),
            Critical = Open(Severity.Critical),
            High = Open(Severity.High),
            Medium = Open(Severity.Medium),
            Low = Open(Severity.Low),
            Unknown = clusters.Sum(cluster => cluster.Unknown),
        };

        int With(Verdict verdict) => clusters.Count(cluster => cluster.Verdict == verdict);

        int Open(Severity severity) => clusters.Sum(cluster => cluster.Count(count => count.IsOpenFailure && count.Severity == severity));
    }
}
