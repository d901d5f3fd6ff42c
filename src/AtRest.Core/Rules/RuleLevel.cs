using System.Text.Json.Serialization;

namespace AtRest.Core.Rules;

/// <summary>Whether a rule affects a cluster's verdict.</summary>
public enum RuleLevel
{
    /// <summary>Required by Camunda's documentation or for the safety of the data. A failure makes the cluster non-compliant.</summary>
    [JsonStringEnumMemberName("required")]
    Required,

    /// <summary>A good practice. A failure is reported and does not change the verdict.</summary>
    [JsonStringEnumMemberName("recommended")]
    Recommended,
}
