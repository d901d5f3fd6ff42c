using System.Collections.Immutable;
using System.ComponentModel;
using System.Text.Json.Serialization;
using AtRest.Core.Rules;
using AtRest.Reports.Json.Schema;

namespace AtRest.Reports.Json;

/// <summary>A rule that has findings in the report, with what its findings have in common.</summary>
[Definition("rule")]
internal sealed record RuleElement
{
    [JsonRequired, Shape("ruleId")]
    public string Id { get; set; } = "";

    [Description("What holds when the rule passes.")]
    [JsonRequired]
    public string Title { get; set; } = "";

    [JsonRequired]
    public RuleLevel Level { get; set; }

    [Description("The severity of an ordinary failure.")]
    [JsonRequired]
    public Severity Severity { get; set; }

    [Description("The controls that the rule's findings relate to: control IDs by framework, by the declared type of the cluster. 'Organization' is for the findings about the organization.")]
    [JsonRequired]
    public SortedDictionary<string, ImmutableSortedDictionary<string, ImmutableArray<string>>> Controls { get; set; } = new(StringComparer.Ordinal);
}
