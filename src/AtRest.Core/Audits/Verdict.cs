using System.Text.Json.Serialization;

namespace AtRest.Core.Audits;

/// <summary>Ordered from good to bad, so that the worst is the maximum.</summary>
public enum Verdict
{
    /// <summary>Every required rule passes, is waived or does not apply.</summary>
    [JsonStringEnumMemberName("compliant")]
    Compliant,

    /// <summary>No required rule fails unwaived, but one could not be judged.</summary>
    [JsonStringEnumMemberName("indeterminate")]
    Indeterminate,

    /// <summary>A required rule fails unwaived.</summary>
    [JsonStringEnumMemberName("nonCompliant")]
    NonCompliant,
}
