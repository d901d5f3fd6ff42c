using System.ComponentModel;
using System.Text.Json.Serialization;
using AtRest.Core.Audits;
using AtRest.Core.Rules;
using AtRest.Reports.Json.Schema;

namespace AtRest.Reports.Json;

/// <summary>
/// The document of <c>report.json</c>. It is written by this model, and <c>docs/schemas/report.schema.json</c> describes it. A part that many clusters share is written once,
/// after the clusters that refer to it. Fields may be added, never changed. Its properties can be set after construction because generated code would forget the defaults of <c>init</c> properties.
/// </summary>
[Description("What one audit found about the encryption at rest of one organization's Camunda 8 SaaS clusters. Fields may be added under the same schemaVersion, never changed. The same evidence gives the same bytes.")]
internal sealed record ReportDocument
{
    [JsonRequired]
    [Schema("""{ "enum": ["2"] }""")]
    public string SchemaVersion { get; set; } = "";

    [Description("Derives from the audit and the organization.")]
    [JsonRequired, Shape("uuid")]
    public string ReportId { get; set; } = "";

    [Description("Shared by all organizations of one audit.")]
    [JsonRequired]
    public string AuditId { get; set; } = "";

    [JsonRequired]
    public OrganizationElement Organization { get; set; } = new();

    [Description("The moment of the audit, by which the rules judged.")]
    [JsonRequired]
    public DateTimeOffset GeneratedAt { get; set; }

    [JsonRequired]
    public ToolElement Tool { get; set; } = new();

    [JsonRequired]
    public ParametersElement Parameters { get; set; } = new();

    [Description("The fleet and everything else in this report is invented. Absent in every other report.")]
    [Schema("""{ "enum": [true] }""")]
    public bool? Demo { get; set; }

    [Description("'organization': all declared clusters were audited. 'clusters': some were left out (see leftOut), and the report says nothing about the organization as a whole. Absent in reports of earlier releases.")]
    public ReportScope? Scope { get; set; }

    [Description("The IDs of the organization's clusters that this audit left out (--cluster). Absent if all clusters were audited.")]
    [Schema("""{ "minItems": 1, "uniqueItems": true }""")]
    public IEnumerable<string>? LeftOut { get; set; }

    [Description("The report in one sentence, without a full stop: '1 of 8 declared clusters was audited: it is compliant; 7 were left out'. If the verdict relies on waivers, the sentence includes them: 'The one declared cluster was audited: it is compliant, with 1 waived failure'. Absent in reports of earlier releases.")]
    public string? Headline { get; set; }

    [Description("Who ordered the audit. Absent if the evidence does not include it.")]
    public OrderElement? OrderedBy { get; set; }

    [Description("SHA-256 of the bytes of the inventory that declares the clusters. Absent if the evidence does not include it.")]
    [Shape("sha256")]
    public string? InventorySha256 { get; set; }

    [Description("The period that the report covers: the state at one moment. Earlier times are read only to check how long the record of key use is kept.")]
    public PeriodElement? Period { get; set; }

    [Description("The identity that read each account, by cloud and account. Absent in reports of earlier releases.")]
    public IEnumerable<ReaderElement> CollectedAs { get; set; } = [];

    [Description("The worst verdict of the clusters in this report. With the scope 'clusters' it is not the verdict of the organization.")]
    [JsonRequired]
    public Verdict Verdict { get; set; }

    [JsonRequired]
    public SummaryElement Summary { get; set; } = new();

    [Description("Most urgent first.")]
    [JsonRequired]
    public IEnumerable<ClusterElement> Clusters { get; set; } = [];

    [Description("The findings of the rules about the organization as a whole (WAIV-1, WAIV-2). They change no verdict and are not in the summary's counts. Absent in reports of version 0.1.0.")]
    public IEnumerable<FindingElement> Findings { get; set; } = [];

    [Description("The rules of the findings above, in the catalogue's order: what their findings have in common.")]
    [JsonRequired]
    public IEnumerable<RuleElement> Rules { get; set; } = [];

    [Description("Consequences and remedies that findings above refer to, each once.")]
    [JsonRequired]
    public IEnumerable<AdviceElement> Advice { get; set; } = [];

    [Description("The statements of the clusters, each once.")]
    [JsonRequired]
    public IEnumerable<StatementElement> Statements { get; set; } = [];

    [Description("What the keys and the audits cost the organization in a month: an estimate from the evidence of this audit and the list prices of this release, without taxes and discounts. Absent in reports of earlier releases.")]
    public CostsElement? Costs { get; set; }

    [Description("The waivers of the audited clusters.")]
    [JsonRequired]
    public IEnumerable<WaiverUseElement> Waivers { get; set; } = [];

    [Description("Each call once, by source and resource.")]
    [JsonRequired]
    public IEnumerable<EvidenceElement> Evidence { get; set; } = [];

    [Description("The findings by the controls of frameworks that their rules relate to, and how much of each control's requirement they show. Absent in reports of version 0.1.0.")]
    public IEnumerable<FrameworkElement> Frameworks { get; set; } = [];

    [Description("The key policies that were read, by key ARN, each text once. The next report uses them to show how the policies changed. Absent in reports of version 0.1.0.")]
    public IEnumerable<KeyPolicyElement> KeyPolicies { get; set; } = [];

    [Description("The report that 'changes' compares with. Absent if there was none.")]
    [Shape("uuid")]
    public string? PreviousReportId { get; set; }

    [Description("The time of the audit of that report.")]
    public DateTimeOffset? PreviousGeneratedAt { get; set; }

    [Description("Differences from the previous report, by kind, cluster, rule and resource. An audit of some clusters compares only these clusters.")]
    [JsonRequired]
    public IEnumerable<ChangeElement> Changes { get; set; } = [];

    [Description("The results of the organization's whole audits up to this one: the last of each day (UTC), oldest first, over 365 days. The next report continues it. Absent in reports of earlier releases.")]
    [Schema("""{ "maxItems": 366 }""")]
    public IEnumerable<TrendElement> Trend { get; set; } = [];

    /// <summary>Lists are made while they are written, so that memory does not grow with the fleet.</summary>
    public static ReportDocument Of(AuditReport report)
    {
        var shared = new SharedParts();
        return Fill(report, shared);
    }

    private static ReportDocument Fill(AuditReport report, SharedParts shared) => new()
    {
        SchemaVersion = report.SchemaVersion,
        ReportId = report.ReportId,
        AuditId = report.AuditId,
        Organization = new() { Id = report.OrganizationId, Name = report.OrganizationName },
        GeneratedAt = report.GeneratedAt,
        Tool = new() { Name = report.Tool.Name, Version = report.Tool.Version },
        Parameters = new() { RetentionDays = report.Parameters.RetentionDays },
        Demo = report.Demo ? true : null,
        Scope = report.Scope,
        LeftOut = report.LeftOut.IsEmpty ? null : report.LeftOut,
        Headline = report.Headline,
        OrderedBy = report.OrderedBy is { } orderer ? OrderElement.Of(orderer) : null,
        InventorySha256 = report.InventorySha256,
        Period = PeriodElement.Of(report.Period),
        CollectedAs = report.CollectedAs.Select(ReaderElement.Of),
        Verdict = report.Verdict,
        Summary = SummaryElement.Of(report),
        Clusters = report.Clusters.Select(audit => ClusterElement.Of(audit, shared)),
        Findings = report.Findings.Select(finding => FindingElement.Of(finding, cluster: null, shared)),
        Rules = Later(() => shared.Rules),
        Advice = Later(() => shared.Advice),
        Statements = Later(() => shared.Statements),
        Costs = report.Costs is { } costs ? CostsElement.Of(costs, Later(() => shared.Prices(costs))) : null,
        Waivers = report.Waivers.Select(WaiverUseElement.Of),
        Evidence = report.Evidence.Select(EvidenceElement.Of),
        Frameworks = report.Frameworks.Select(framework => FrameworkElement.Of(framework, shared)),
        KeyPolicies = KeyPolicyElement.Of(report.KeyPolicies),
        PreviousReportId = report.PreviousReportId,
        PreviousGeneratedAt = report.PreviousGeneratedAt,
        Changes = report.Changes.Select(ChangeElement.Of),
        Trend = report.Trend.Select(TrendElement.Of),
    };

    /// <summary>A list that is made when it is written, which is after the lists before it.</summary>
    private static IEnumerable<T> Later<T>(Func<IEnumerable<T>> list)
    {
        foreach (var element in list())
        {
            yield return element;
        }
    }
}

internal sealed record OrganizationElement
{
    [JsonRequired, Schema("""{ "type": "string", "pattern": "^[a-z0-9][a-z0-9-]{0,62}$" }""")]
    public string Id { get; set; } = "";

    [JsonRequired]
    public string Name { get; set; } = "";
}

internal sealed record ToolElement
{
    [JsonRequired]
    public string Name { get; set; } = "";

    [JsonRequired]
    public string Version { get; set; } = "";
}

internal sealed record ParametersElement
{
    [Description("The number of days for which the record of key use must be kept.")]
    [JsonRequired, Schema("""{ "type": "integer", "minimum": 1 }""")]
    public int RetentionDays { get; set; }
}

internal sealed record SummaryElement
{
    [JsonRequired]
    public int Clusters { get; set; }

    [Description("The number of these clusters that the inventory does not declare. Absent in reports of earlier releases.")]
    public int? Undeclared { get; set; }

    [JsonRequired]
    public int Compliant { get; set; }

    [JsonRequired]
    public int NonCompliant { get; set; }

    [JsonRequired]
    public int Indeterminate { get; set; }

    [Description("The clusters' findings by status. A waived failure is counted as a failure. The organization's own findings are not counted.")]
    [JsonRequired]
    public FindingCounts Findings { get; set; } = new();

    [Description("The number of the clusters' failures that a waiver accepts. They change no verdict. Absent in reports of earlier releases.")]
    public int? Waived { get; set; }

    public static SummaryElement Of(AuditReport report)
    {
        var summary = report.Summary;
        return new()
        {
            Clusters = summary.Clusters,
            Undeclared = summary.Undeclared,
            Compliant = summary.Compliant,
            NonCompliant = summary.NonCompliant,
            Indeterminate = summary.Indeterminate,
            Findings = new()
            {
                Pass = summary.Findings.GetValueOrDefault(FindingStatus.Pass),
                Fail = summary.Findings.GetValueOrDefault(FindingStatus.Fail),
                Unknown = summary.Findings.GetValueOrDefault(FindingStatus.Unknown),
                NotApplicable = summary.Findings.GetValueOrDefault(FindingStatus.NotApplicable),
            },
            Waived = report.WaivedFailures,
        };
    }
}

/// <summary>A count for each <see cref="FindingStatus"/>.</summary>
internal sealed record FindingCounts
{
    [JsonRequired]
    public int Pass { get; set; }

    [JsonRequired]
    public int Fail { get; set; }

    [JsonRequired]
    public int Unknown { get; set; }

    [JsonRequired]
    public int NotApplicable { get; set; }
}
