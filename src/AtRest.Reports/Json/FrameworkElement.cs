using System.Collections.Immutable;
using System.ComponentModel;
using System.Text.Json.Serialization;
using AtRest.Core.Controls;
using AtRest.Core.Inventory;
using AtRest.Reports.Json.Schema;

namespace AtRest.Reports.Json;

[Definition("framework")]
internal sealed record FrameworkElement
{
    [JsonRequired]
    public string Name { get; set; } = "";

    [Description("The framework's own document.")]
    [JsonRequired]
    public string Source { get; set; } = "";

    [Description("The publisher's page about it.")]
    public string? Url { get; set; }

    [JsonRequired]
    public IEnumerable<ControlElement> Controls { get; set; } = [];

    public static FrameworkElement Of(FrameworkResult framework, SharedParts shared) => new()
    {
        Name = framework.Name,
        Source = framework.Source,
        Url = framework.Url,
        Controls = framework.Controls.Select(control => ControlElement.Of(control, shared)),
    };
}

[Definition("control")]
internal sealed record ControlElement
{
    /// <summary>The schema of a list of clusters.</summary>
    internal const string Runs = """
        {
          "type": "array",
          "items": {
            "description": "The first and the last place of a run of clusters in the report's list of clusters, from 0.",
            "type": "array",
            "items": { "$ref": "#/$defs/count" },
            "minItems": 2,
            "maxItems": 2
          }
        }
        """;

    [JsonRequired]
    public string Id { get; set; } = "";

    [JsonRequired]
    public string Title { get; set; } = "";

    [Description("The clause of the framework's own document.")]
    [JsonRequired]
    public string Source { get; set; } = "";

    [Description("The publisher's page about this control.")]
    public string? Url { get; set; }

    [Description("The rules that relate to the control.")]
    [JsonRequired, Shape("ruleId")]
    public IEnumerable<string> Rules { get; set; } = [];

    [Description("pass: the rules show what the control requires. partly: no rule fails, and the rules show a part of it, or show it for some of the clusters. notShown: no rule fails, and the rules show nothing of it. fail: a rule fails and no waiver accepts it. unknown: no rule fails, but one could not be judged. waived: waivers accept every failure. notApplicable: the control applies to nothing in this audit.")]
    [JsonRequired]
    public ControlStatus Status { get; set; }

    [Description("What is not shown of the control and why. Present with partly and notShown, and with other statuses if something is not shown.")]
    public string? Reason { get; set; }

    [Description("Where a rule of the control fails: once for each combination of rules, those without a waiver first.")]
    [JsonRequired]
    public IEnumerable<ControlFailureElement> Failing { get; set; } = [];

    [Description("The clusters in which a rule of the control could not be judged and none fails unwaived.")]
    [JsonRequired, Schema(Runs)]
    public IEnumerable<ImmutableArray<int>> NotJudged { get; set; } = [];

    [Description("The reasons one by one. Absent in reports of earlier releases.")]
    public IEnumerable<ControlGapElement> NotShown { get; set; } = [];

    public static ControlElement Of(ControlResult result, SharedParts shared) => new()
    {
        Id = result.Control.Id,
        Title = result.Control.Title,
        Source = result.Control.Source,
        Url = result.Control.Url,
        Rules = result.Control.Rules,
        Status = result.Status,
        Reason = result.Reason,
        Failing = ControlFailureElement.Of(result.Failures, shared),
        NotJudged = shared.RunsOf(result.NotJudged),
        NotShown = result.Gaps.Select(gap => ControlGapElement.Of(gap, shared)),
    };
}

internal sealed record ControlFailureElement
{
    [Description("The clusters in which these rules fail. Absent for the organization.")]
    [Schema(ControlElement.Runs)]
    public IEnumerable<ImmutableArray<int>>? Clusters { get; set; }

    [JsonRequired, Shape("ruleId")]
    public IEnumerable<string> Rules { get; set; } = [];

    [Description("Whether waivers accept every failure there.")]
    [JsonRequired]
    public bool Waived { get; set; }

    /// <summary>Clusters in which the same rules fail are one element; open failures are first.</summary>
    public static IEnumerable<ControlFailureElement> Of(IEnumerable<ControlFailure> failures, SharedParts shared) => failures
        .GroupBy(failure => (OfOrganization: failure.Cluster is null, failure.Waived, Rules: string.Join(' ', failure.Rules)))
        .Select(group => new ControlFailureElement
        {
            Clusters = group.Key.OfOrganization ? null : shared.RunsOf(group.Select(failure => failure.Cluster!)),
            Rules = group.First().Rules,
            Waived = group.Key.Waived,
        });
}

internal sealed record ControlGapElement
{
    [JsonRequired]
    public string Reason { get; set; } = "";

    [Description("The declared types to which the reason applies, whatever the findings.")]
    public IEnumerable<EncryptionType>? Types { get; set; }

    [Description("The clusters whose findings are the reason.")]
    [Schema(ControlElement.Runs)]
    public IEnumerable<ImmutableArray<int>>? Clusters { get; set; }

    public static ControlGapElement Of(ControlGap gap, SharedParts shared) => new()
    {
        Reason = gap.Reason,
        Types = gap.Types.IsEmpty ? null : gap.Types,
        Clusters = gap.Clusters.IsEmpty ? null : shared.RunsOf(gap.Clusters),
    };
}
