using System.Text.Json.Serialization;

namespace AtRest.Core.Rules;

/// <summary>How much a rule weighs in a cluster's verdict.</summary>
public enum RuleLevel
{
    /// <summary>From Camunda's documentation or plain safety: a failure makes the cluster non-compliant.</summary>
    [JsonStringEnumMemberName("required")]
    Required,

    /// <summary>Good practice: a failure is reported and changes no verdict.</summary>
    [JsonStringEnumMemberName("recommended")]
    Recommended,
}
