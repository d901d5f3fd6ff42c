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

    public static FrameworkElement Of(FrameworkResult framework) => new()
    {
        Name = framework.Name,
        Source = framework.Source,
        Url = framework.Url,
        Controls = framework.Controls.Select(ControlElement.Of),
    };
}

[Definition("control")]
internal sealed record ControlElement
{
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

    [Description("Where a rule of the control fails.")]
    [JsonRequired]
    public IEnumerable<ControlFailureElement> Failing { get; set; } = [];

    [Description("IDs of the clusters in which a rule of the control could not be judged and none fails unwaived.")]
    [JsonRequired]
    public IEnumerable<string> NotJudged { get; set; } = [];

    [Description("The reasons one by one. Absent in reports of earlier releases.")]
    public IEnumerable<ControlGapElement> NotShown { get; set; } = [];

    public static ControlElement Of(ControlResult result) => new()
    {
        Id = result.Control.Id,
        Title = result.Control.Title,
        Source = result.Control.Source,
        Url = result.Control.Url,
        Rules = result.Control.Rules,
        Status = result.Status,
        Reason = result.Reason,
        Failing = result.Failures.Select(ControlFailureElement.Of),
        NotJudged = result.NotJudged,
        NotShown = result.Gaps.Select(ControlGapElement.Of),
    };
}

internal sealed record ControlFailureElement
{
    [Description("The cluster's ID. Absent for the organization.")]
    public string? Cluster { get; set; }

    [JsonRequired, Shape("ruleId")]
    public IEnumerable<string> Rules { get; set; } = [];

    [Description("Whether waivers accept every failure there.")]
    [JsonRequired]
    public bool Waived { get; set; }

    public static ControlFailureElement Of(ControlFailure failure) => new() { Cluster = failure.Cluster, Rules = failure.Rules, Waived = failure.Waived };
}

internal sealed record ControlGapElement
{
    [JsonRequired]
    public string Reason { get; set; } = "";

    [Description("The declared types to which the reason applies, whatever the findings.")]
    public IEnumerable<EncryptionType>? Types { get; set; }

    [Description("IDs of the clusters whose findings are the reason.")]
    public IEnumerable<string>? Clusters { get; set; }

    public static ControlGapElement Of(ControlGap gap) => new()
    {
        Reason = gap.Reason,
        Types = gap.Types.IsEmpty ? null : gap.Types,
        Clusters = gap.Clusters.IsEmpty ? null : gap.Clusters,
    };
}
