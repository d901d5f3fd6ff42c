using System.Collections.Immutable;
using System.ComponentModel;
using System.Text.Json.Serialization;
using AtRest.Core.Audits;
using AtRest.Core.Audits.History;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;
using AtRest.Reports.Json.Schema;

namespace AtRest.Reports.Json;

/// <summary>An element of the <c>findings</c> of a cluster, or of the organization.</summary>
[Definition("finding")]
[Schema("""{ "dependentSchemas": { "waiver": { "properties": { "status": { "enum": ["fail"] } } } } }""")]
internal sealed record FindingElement
{
    [JsonRequired, Compared, Shape("ruleId")]
    public string RuleId { get; set; } = "";

    [Description("What holds when the rule passes.")]
    [JsonRequired]
    public string Title { get; set; } = "";

    [JsonRequired]
    public RuleLevel Level { get; set; }

    [JsonRequired, Compared]
    public FindingStatus Status { get; set; }

    [JsonRequired]
    public Severity Severity { get; set; }

    [Description("What was judged. Absent for the cluster itself.")]
    [Compared]
    public string? Resource { get; set; }

    [JsonRequired]
    public string Message { get; set; } = "";

    public string? Consequence { get; set; }

    public string? Remedy { get; set; }

    [Description("The exact command or policy JSON of the remedy.")]
    public string? RemedyCode { get; set; }

    [Description("The waiver that accepts this failure.")]
    [Compared]
    public WaiverElement? Waiver { get; set; }

    [JsonRequired, Shape("evidenceId"), Schema("""{ "uniqueItems": true }""")]
    public IEnumerable<string> Evidence { get; set; } = [];

    [Description("Control IDs by framework.")]
    [JsonRequired]
    public IReadOnlyDictionary<string, ImmutableArray<string>> Controls { get; set; } = ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty;

    public static FindingElement Of(Finding finding) => new()
    {
        RuleId = finding.RuleId,
        Title = finding.Title,
        Level = finding.Level,
        Status = finding.Status,
        Severity = finding.Severity,
        Resource = finding.Resource,
        Message = finding.Message,
        Consequence = finding.Consequence,
        Remedy = finding.Remedy,
        RemedyCode = finding.RemedyCode,
        Waiver = finding.Waiver is { } waiver ? WaiverElement.Of(waiver) : null,
        Evidence = finding.Evidence,

        // A sorted dictionary uses the order of the culture by default; the bytes must not depend on it.
        Controls = finding.Controls.WithComparers(StringComparer.Ordinal),
    };

    public PreviousFinding ToModel() => new() { RuleId = RuleId, Resource = Resource, Status = Status, Waived = Waiver is not null };
}

[Definition("waiver")]
internal record WaiverElement
{
    [JsonRequired, Shape("ruleId")]
    public string Rule { get; set; } = "";

    [JsonRequired]
    public string Cluster { get; set; } = "";

    [JsonRequired, Shape("anyText")]
    public string Reason { get; set; } = "";

    [JsonRequired, Shape("anyText")]
    public string Owner { get; set; } = "";

    [JsonRequired, Shape("anyText")]
    public string ApprovedBy { get; set; } = "";

    [Description("The last day, UTC.")]
    [JsonRequired]
    public DateOnly Expires { get; set; }

    public static WaiverElement Of(Waiver waiver) => Fill(new WaiverElement(), waiver);

    protected static T Fill<T>(T element, Waiver waiver)
        where T : WaiverElement
    {
        element.Rule = waiver.Rule;
        element.Cluster = waiver.Cluster;
        element.Reason = waiver.Reason;
        element.Owner = waiver.Owner;
        element.ApprovedBy = waiver.ApprovedBy;
        element.Expires = waiver.Expires;
        return element;
    }
}

[Definition("waiverUse")]
internal sealed record WaiverUseElement : WaiverElement
{
    [JsonRequired, JsonPropertyOrder(1)]
    public WaiverState State { get; set; }

    public static WaiverUseElement Of(WaiverUse use) => Fill(new WaiverUseElement { State = use.State }, use.Waiver);
}
