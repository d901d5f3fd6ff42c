using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json.Serialization;
using AtRest.Core.Audits.History;
using AtRest.Core.Camunda.Evidence;
using AtRest.Core.Controls;
using AtRest.Core.Costs;
using AtRest.Core.Evidence;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;

namespace AtRest.Core.Audits;

/// <summary>The model of an organization's report; every format is a rendering of it.</summary>
public sealed record AuditReport
{
    public const string CurrentSchemaVersion = "2";

    public required string SchemaVersion { get; init; }

    public required string ReportId { get; init; }

    public required string AuditId { get; init; }

    public required string OrganizationId { get; init; }

    public required string OrganizationName { get; init; }

    /// <summary>The time of the audit, UTC, so that the same evidence gives the same bytes.</summary>
    public required DateTimeOffset GeneratedAt { get; init; }

    public required ToolInfo Tool { get; init; }

    public required AuditParameters Parameters { get; init; }

    /// <summary>The fleet and everything in this report are made up.</summary>
    public bool Demo { get; init; }

    /// <summary>Who started the audit; null if the evidence does not include it.</summary>
    public AuditOrderer? OrderedBy { get; init; }

    /// <summary>The identity that read each account, by cloud and account.</summary>
    public ImmutableArray<AccountReader> CollectedAs { get; init; } = [];

    /// <summary>Lower-case hexadecimal SHA-256 of the inventory that declares the clusters; null if the evidence does not include it.</summary>
    public string? InventorySha256 { get; init; }

    /// <summary>The period of the report: a point in time, and the retention.</summary>
    public ReportPeriod Period
    {
        get => field ?? ReportPeriod.Of(GeneratedAt, Parameters, Evidence.Min(entry => (DateTimeOffset?)entry.CollectedAt), Evidence.Max(entry => (DateTimeOffset?)entry.CollectedAt));
        init;
    }

    /// <summary>Whether it is about the whole organization.</summary>
    public ReportScope Scope => LeftOut.IsEmpty ? ReportScope.Organization : ReportScope.Clusters;

    /// <summary>The report in one sentence, without a full stop: <c>1 of 8 declared clusters was audited: it is compliant; 7 were left out</c>.</summary>
    public string Headline => ReportHeadline.Of(this);

    /// <summary>The number of its clusters' failures that a waiver accepts. They change no verdict.</summary>
    public int WaivedFailures => Summaries.Sum(cluster => cluster.WaivedFailures);

    /// <summary>The end of a sentence about the verdict: <c>, with 1 waived failure</c>; empty without one.</summary>
    public string WaiverRemark => WaivedFailures == 0 ? "" : $", {ReportHeadline.Waived(WaivedFailures)}";

    /// <summary>The IDs of the organization's declared clusters that the audit left out; empty if all were audited.</summary>
    public ImmutableArray<string> LeftOut { get; init; } = [];

    public required ReportSummary Summary { get; init; }

    /// <summary>
    /// Most urgent first: by verdict, then by the worst open finding, then by name and ID. Every enumeration makes them again, one after the other, so that memory does not grow with
    /// the fleet: enumerate them once, keep none, and compare none by reference. <see cref="Summaries"/> has what tables and counts need.
    /// </summary>
    public required IReadOnlyCollection<ClusterAudit> Clusters
    {
        get;
        init
        {
            field = value;
            summaries = default;
        }
    }

    private ImmutableArray<ClusterSummary> summaries;

    /// <summary>A line for each of <see cref="Clusters"/>, in their order.</summary>
    public ImmutableArray<ClusterSummary> Summaries
    {
        get => summaries.IsDefault ? summaries = [.. Clusters.Select(ClusterSummary.Of)] : summaries;
        init => summaries = value;
    }

    /// <summary>The findings of the rules about the organization, in the catalogue's order.</summary>
    public ImmutableArray<Finding> Findings { get; init; } = [];

    /// <summary>The findings, by the controls of frameworks that they are related to.</summary>
    public ImmutableArray<FrameworkResult> Frameworks { get; init; } = [];

    public required ImmutableArray<WaiverUse> Waivers { get; init; }

    /// <summary>The key policies that were read, by key ARN.</summary>
    public IEnumerable<ReportedKeyPolicy> KeyPolicies { get; init; } = [];

    /// <summary>The report that <see cref="Changes"/> compares with; null if there is none.</summary>
    public string? PreviousReportId { get; init; }

    /// <summary>The time of that report's audit.</summary>
    public DateTimeOffset? PreviousGeneratedAt { get; init; }

    /// <summary>The differences from the previous report.</summary>
    public ImmutableArray<ReportChange> Changes { get; init; } = [];

    /// <summary>The results of the organization's whole audits up to this one: the last of each day, oldest first, over <see cref="TrendPoint.Days"/> days.</summary>
    public ImmutableArray<TrendPoint> Trend { get; init; } = [];

    /// <summary>What the keys and the audits cost the organization in a month; null in a report that was not judged from evidence.</summary>
    public OrganizationCosts? Costs { get; init; }

    /// <summary>Each call once, by source and resource. Like <see cref="Clusters"/>, made again by every enumeration.</summary>
    public required IReadOnlyCollection<EvidenceEntry> Evidence { get; init; }

    /// <summary>Writes the evidence that the report was judged from, as it is saved (<c>evidence.json</c>).</summary>
    public Func<Stream, CancellationToken, Task>? WriteEvidence { get; init; }

    /// <summary>The worst verdict of <see cref="Clusters"/>; an organization without clusters is compliant. With a narrower <see cref="Scope"/> it is not the organization's verdict.</summary>
    public Verdict Verdict => Summaries.IsEmpty ? Verdict.Compliant : Summaries.Max(cluster => cluster.Verdict);
}

/// <summary>The clusters of a report.</summary>
public enum ReportScope
{
    /// <summary>All clusters that the organization declares.</summary>
    [JsonStringEnumMemberName("organization")]
    Organization,

    /// <summary>Some of them. The report does not cover the organization.</summary>
    [JsonStringEnumMemberName("clusters")]
    Clusters,
}

/// <summary>The program that wrote a report.</summary>
public sealed record ToolInfo(string Name, string Version);

/// <summary>The counts of a report.</summary>
public sealed record ReportSummary
{
    public required int Clusters { get; init; }

    /// <summary>The number of clusters that the inventory does not declare: Camunda reports them, or they were removed from the inventory after the audit was started.</summary>
    public int Undeclared { get; init; }

    public required int Compliant { get; init; }

    public required int NonCompliant { get; init; }

    public required int Indeterminate { get; init; }

    public required ImmutableSortedDictionary<FindingStatus, int> Findings { get; init; }
}

/// <summary>One cluster in a report.</summary>
public sealed record ClusterAudit
{
    /// <summary>The number of its failures that a waiver accepts.</summary>
    public int WaivedFailures => Findings.Count(finding => finding.Waiver is not null);

    public required Cluster Cluster { get; init; }

    /// <summary>What Camunda reports about it; null if Camunda's API was not called, did not answer or does not return it.</summary>
    public CamundaCluster? Reported { get; init; }

    /// <summary>Camunda's name of the cloud that hosts it; null if Camunda does not report it.</summary>
    public string? ReportedProvider { get; init; }

    /// <summary>Camunda reports a type that differs from the declared one.</summary>
    public bool ReportsAnotherType => Reported?.Encryption?.Type is { } type && !string.Equals(type.Trim(), Cluster.Encryption.Type.ToString(), StringComparison.OrdinalIgnoreCase);

    /// <summary>Why the cluster was not evaluated, so that every rule is unknown; null if it was.</summary>
    public string? NotEvaluated { get; init; }

    public required Verdict Verdict { get; init; }

    /// <summary>What auditors require and no rule can check.</summary>
    public required ImmutableArray<Statement> Statements { get; init; }

    /// <summary>In the catalogue's order.</summary>
    public required ImmutableArray<Finding> Findings { get; init; }

    /// <summary>What the declared keys cost in a month; empty if the cluster declares none.</summary>
    public ImmutableArray<KeyCost> Costs { get; init; } = [];

    /// <summary>The newest events in the history of the declared keys that the evidence shows, the oldest first.</summary>
    public ImmutableArray<TimelineEvent> Timeline { get; init; } = [];

    /// <summary>The results of controls with their own thresholds. Not a part of reports: their frameworks show the result.</summary>
    internal IReadOnlyDictionary<(string Check, int? Days), ImmutableArray<Outcome>> Measured { get; init; } = NothingMeasured;

    internal static IReadOnlyDictionary<(string Check, int? Days), ImmutableArray<Outcome>> NothingMeasured { get; } = FrozenDictionary<(string Check, int? Days), ImmutableArray<Outcome>>.Empty;
}

/// <summary>A statement with its source.</summary>
/// <param name="Text">The statement.</param>
/// <param name="Source">The address of its source.</param>
/// <param name="SourceRead">The day on which the source was read; null in reports of earlier releases.</param>
public sealed record Statement(string Text, string Source, DateOnly? SourceRead = null);

/// <summary>A waiver and its state in this audit.</summary>
public sealed record WaiverUse(Waiver Waiver, WaiverState State);

/// <summary>The state of a waiver.</summary>
public enum WaiverState
{
    /// <summary>It accepts at least one failure of this audit.</summary>
    [JsonStringEnumMemberName("active")]
    Active,

    /// <summary>Its last day is over, so it no longer applies.</summary>
    [JsonStringEnumMemberName("expired")]
    Expired,

    /// <summary>It matches no failure of this audit.</summary>
    [JsonStringEnumMemberName("unused")]
    Unused,
}
