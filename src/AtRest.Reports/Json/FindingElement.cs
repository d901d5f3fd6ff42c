using System.Collections.Immutable;
using System.ComponentModel;
using System.Text.Json.Serialization;
using AtRest.Core.Audits;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;
using AtRest.Reports.Json.Schema;

namespace AtRest.Reports.Json;

/// <summary>An element of the <c>findings</c> of a cluster, or of the organization.</summary>
[Definition("finding")]
[Schema("""{ "dependentSchemas": { "waiver": { "properties": { "status": { "enum": ["fail"] } } } } }""")]
internal sealed record FindingElement
{
    [JsonRequired, Shape("ruleId")]
    public string RuleId { get; set; } = "";

    [Description("What holds when the rule passes. Absent if it is the title of the rule.")]
    public string? Title { get; set; }

    [Description("Absent if it is the level of the rule.")]
    public RuleLevel? Level { get; set; }

    [JsonRequired]
    public FindingStatus Status { get; set; }

    [Description("Absent if it is the severity of the rule.")]
    public Severity? Severity { get; set; }

    [Description("The key that was judged: the primary or the secondary key that the cluster declares. Absent for everything else.")]
    public DeclaredKey? Key { get; set; }

    [Description("What was judged, if it is not a declared key. Absent for the cluster itself.")]
    public string? Resource { get; set; }

    [JsonRequired]
    public string Message { get; set; } = "";

    [Description("The ID of the report's advice with the consequence and the remedy. If it is absent, the finding has these itself, or none.")]
    [Shape("adviceId")]
    public string? Advice { get; set; }

    public string? Consequence { get; set; }

    public string? Remedy { get; set; }

    [Description("The exact command or policy JSON of the remedy.")]
    public string? RemedyCode { get; set; }

    [Description("The waiver that accepts this failure.")]
    public WaiverElement? Waiver { get; set; }

    [JsonRequired, Shape("evidenceId"), Schema("""{ "uniqueItems": true }""")]
    public IEnumerable<string> Evidence { get; set; } = [];

    [Description("Control IDs by framework. Absent if they are those of the rule for the declared type of the cluster.")]
    public ImmutableSortedDictionary<string, ImmutableArray<string>>? Controls { get; set; }

    /// <summary>A finding of a report. What it has in common with the others of its rule is left out.</summary>
    public static FindingElement Of(Finding finding, Cluster? cluster, SharedParts shared)
    {
        var type = cluster is null ? SharedParts.OfOrganization : SharedParts.WordOf(cluster.Encryption.Type);
        var rule = shared.RuleOf(finding, type);
        var element = Of(finding);
        element.Title = element.Title == rule.Title ? null : element.Title;
        element.Level = element.Level == rule.Level ? null : element.Level;
        element.Severity = element.Severity == rule.Severity ? null : element.Severity;
        element.Controls = AreEqual(finding.Controls, rule.Controls[type]) ? null : element.Controls;
        element.ShareAdvice(shared);
        element.Key = KeyOf(finding.Resource, cluster);
        element.Resource = element.Key is null ? finding.Resource : null;
        return element;
    }

    /// <summary>A finding that belongs to no report: with everything.</summary>
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

    private void ShareAdvice(SharedParts shared)
    {
        if (shared.AdviceOf(Consequence, Remedy, RemedyCode) is { } id)
        {
            (Advice, Consequence, Remedy, RemedyCode) = (id, null, null, null);
        }
    }

    private static DeclaredKey? KeyOf(string? resource, Cluster? cluster) => cluster?.Encryption is DeclaredEncryption.External keys && resource is not null
        ? resource == keys.PrimaryKeyArn.Value ? DeclaredKey.Primary
            : resource == keys.SecondaryKeyArn?.Value ? DeclaredKey.Secondary
            : null
        : null;

    private static bool AreEqual(ImmutableSortedDictionary<string, ImmutableArray<string>> controls, ImmutableSortedDictionary<string, ImmutableArray<string>> others) =>
        ReferenceEquals(controls, others)
        || (controls.Count == others.Count && controls.All(framework => others.TryGetValue(framework.Key, out var ids) && ids.SequenceEqual(framework.Value, StringComparer.Ordinal)));
}

/// <summary>A key that a cluster declares.</summary>
internal enum DeclaredKey
{
    [JsonStringEnumMemberName("primary")]
    Primary,

    [JsonStringEnumMemberName("secondary")]
    Secondary,
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
