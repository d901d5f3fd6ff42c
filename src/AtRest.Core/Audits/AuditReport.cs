using System.Collections.Immutable;
using AtRest.Core.Audits.History;
using AtRest.Core.Camunda.Evidence;
using AtRest.Core.Controls;
using AtRest.Core.Evidence;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;

namespace AtRest.Core.Audits;

/// <summary>The one model of an organization's report; every format is a rendering of it.</summary>
public sealed record AuditReport
{
    public const string CurrentSchemaVersion = "1";

    public required string SchemaVersion { get; init; }

    public required string ReportId { get; init; }

    public required string AuditId { get; init; }

    public required string OrganizationId { get; init; }

    public required string OrganizationName { get; init; }

    /// <summary>UTC; the moment of the audit, so that the same evidence gives the same bytes.</summary>
    public required DateTimeOffset GeneratedAt { get; init; }

    public required ToolInfo Tool { get; init; }

    public required AuditParameters Parameters { get; init; }

    /// <summary>The fleet is made up, and so is everything that this report says.</summary>
    public bool Demo { get; init; }

    /// <summary>Who ordered the audit; null if the evidence does not tell.</summary>
    public AuditOrderer? OrderedBy { get; init; }

    /// <summary>With which identity each account was read, by cloud and account.</summary>
    public ImmutableArray<AccountReader> CollectedAs { get; init; } = [];

    /// <summary>Lower-case hexadecimal SHA-256 of the inventory that declares the clusters; null if the evidence does not tell.</summary>
    public string? InventorySha256 { get; init; }

    /// <summary>What it speaks about: a moment, and the retention that it looked back on.</summary>
    public ReportPeriod Period => ReportPeriod.Of(GeneratedAt, Parameters, Evidence);

    /// <summary>Whether it is about the whole organization.</summary>
    public ReportScope Scope => LeftOut.IsEmpty ? ReportScope.Organization : ReportScope.Clusters;

    /// <summary>The report in one sentence, without its full stop: <c>1 of 8 declared clusters was audited: it is compliant; 7 were left out</c>.</summary>
    public string Headline => ReportHeadline.Of(this);

    /// <summary>How many failures of its clusters a waiver accepts: failures that change no verdict.</summary>
    public int WaivedFailures => Clusters.Sum(cluster => cluster.WaivedFailures);

    /// <summary>What a sentence about the verdict ends with: <c>, with 1 waived failure</c>; empty without one.</summary>
    public string WaiverRemark => WaivedFailures == 0 ? "" : $", {ReportHeadline.Waived(WaivedFailures)}";

    /// <summary>The ids of the organization's declared clusters that the audit left out; empty if all were audited.</summary>
    public ImmutableArray<string> LeftOut { get; init; } = [];

    public required ReportSummary Summary { get; init; }

    /// <summary>Most urgent first: by verdict, then by the worst open finding, then by name and id.</summary>
    public required ImmutableArray<ClusterAudit> Clusters { get; init; }

    /// <summary>What the organization's own rules say, in the catalogue's order.</summary>
    public ImmutableArray<Finding> Findings { get; init; } = [];

    /// <summary>The findings, sorted by the controls of frameworks that they speak to.</summary>
    public ImmutableArray<FrameworkResult> Frameworks { get; init; } = [];

    public required ImmutableArray<WaiverUse> Waivers { get; init; }

    /// <summary>The key policies that were read, by key ARN.</summary>
    public ImmutableArray<ReportedKeyPolicy> KeyPolicies { get; init; } = [];

    /// <summary>The report that <see cref="Changes"/> compares with; null if none was given.</summary>
    public string? PreviousReportId { get; init; }

    /// <summary>When that report's audit was.</summary>
    public DateTimeOffset? PreviousGeneratedAt { get; init; }

    /// <summary>What is different from the previous report.</summary>
    public ImmutableArray<ReportChange> Changes { get; init; } = [];

    public required ImmutableArray<EvidenceEntry> Evidence { get; init; }

    /// <summary>The worst of <see cref="Clusters"/> decides; an organization without clusters is compliant. With a narrower <see cref="Scope"/> it says nothing about the organization.</summary>
    public Verdict Verdict => Clusters.IsEmpty ? Verdict.Compliant : Clusters.Max(cluster => cluster.Verdict);
}

/// <summary>What a report is about.</summary>
public enum ReportScope
{
    /// <summary>All clusters that the organization declares.</summary>
    Organization,

    /// <summary>Some of them: it says nothing about the organization.</summary>
    Clusters,
}

/// <summary>The program that wrote a report.</summary>
public sealed record ToolInfo(string Name, string Version);

/// <summary>Ordered from good to bad, so that the worst is the maximum.</summary>
public enum Verdict
{
    /// <summary>Every required rule passes, is waived or does not apply.</summary>
    Compliant,

    /// <summary>No required rule fails unwaived, but one could not be judged.</summary>
    Indeterminate,

    /// <summary>A required rule fails unwaived.</summary>
    NonCompliant,
}

/// <summary>Counts at a glance.</summary>
public sealed record ReportSummary
{
    public required int Clusters { get; init; }

    /// <summary>How many of them the inventory does not declare: Camunda reports them, or they were taken out of it after the audit was ordered.</summary>
    public int Undeclared { get; init; }

    public required int Compliant { get; init; }

    public required int NonCompliant { get; init; }

    public required int Indeterminate { get; init; }

    public required ImmutableSortedDictionary<FindingStatus, int> Findings { get; init; }
}

/// <summary>One cluster in a report.</summary>
public sealed record ClusterAudit
{
    /// <summary>How many of its failures a waiver accepts.</summary>
    public int WaivedFailures => Findings.Count(finding => finding.Waiver is not null);

    public required Cluster Cluster { get; init; }

    /// <summary>What Camunda reports about it; null if Camunda was not asked, did not answer or does not know it.</summary>
    public CamundaCluster? Reported { get; init; }

    /// <summary>Camunda's own word for the cloud that hosts it; null if Camunda does not tell.</summary>
    public string? ReportedProvider { get; init; }

    /// <summary>Camunda reports a type, and it is not the declared one.</summary>
    public bool ReportsAnotherType => Reported?.Encryption?.Type is { } type && !string.Equals(type.Trim(), Cluster.Encryption.Type.ToString(), StringComparison.OrdinalIgnoreCase);

    /// <summary>Why the cluster was not evaluated, so that every rule is unknown; null if it was.</summary>
    public string? NotEvaluated { get; init; }

    public required Verdict Verdict { get; init; }

    /// <summary>What no rule can check but an auditor asks for.</summary>
    public required ImmutableArray<Statement> Statements { get; init; }

    /// <summary>In the catalogue's order.</summary>
    public required ImmutableArray<Finding> Findings { get; init; }

    /// <summary>What controls ask for at their own thresholds. Not a part of reports: their frameworks say what it came to.</summary>
    internal ImmutableDictionary<(string Check, int? Days), ImmutableArray<Outcome>> Measured { get; init; } = NothingMeasured;

    internal static ImmutableDictionary<(string Check, int? Days), ImmutableArray<Outcome>> NothingMeasured { get; } = ImmutableDictionary<(string Check, int? Days), ImmutableArray<Outcome>>.Empty;
}

/// <summary>A statement with its source.</summary>
/// <param name="Text">What is stated.</param>
/// <param name="Source">The address of the page that says so.</param>
/// <param name="SourceRead">When that page was read; null in reports of earlier releases.</param>
public sealed record Statement(string Text, string Source, DateOnly? SourceRead = null);

/// <summary>A waiver and what became of it in this audit.</summary>
public sealed record WaiverUse(Waiver Waiver, WaiverState State);

/// <summary>What became of a waiver.</summary>
public enum WaiverState
{
    /// <summary>It accepts at least one failure of this audit.</summary>
    Active,

    /// <summary>Its last day is over: it counts for nothing.</summary>
    Expired,

    /// <summary>It matches no failure of this audit.</summary>
    Unused,
}

/// <summary>One piece of evidence as a report lists it.</summary>
public sealed record EvidenceEntry
{
    public required string Id { get; init; }

    public required string Source { get; init; }

    public required string Resource { get; init; }

    public required DateTimeOffset CollectedAt { get; init; }

    public string? Sha256 { get; init; }

    public required EvidenceOutcome Outcome { get; init; }

    public string? Detail { get; init; }

    /// <summary>Why there is no value; null if there is one. Not a part of reports.</summary>
    internal Absence? Absence { get; init; }

    /// <summary>The call was made: what was never asked for is not evidence, and the finding that needed it says why.</summary>
    internal bool WasMade => Absence is null || Absence.Call is not null || Absence.Kind is not (AbsenceKind.NotCollected or AbsenceKind.NotAttempted);
}

/// <summary>Whether a piece of evidence could be read.</summary>
public enum EvidenceOutcome
{
    Read,
    Denied,
    NotFound,
    Failed,
}
