using System.Text.Json.Serialization;

namespace AtRest.Core.Rules;

/// <summary>The severity of a failure, most severe first.</summary>
public enum Severity
{
    /// <summary>Data is lost or public, or will be soon.</summary>
    [JsonStringEnumMemberName("critical")]
    Critical,

    /// <summary>The cluster cannot work, or a principal has access that it must not have.</summary>
    [JsonStringEnumMemberName("high")]
    High,

    /// <summary>A requirement is not met. No data is lost or exposed yet.</summary>
    [JsonStringEnumMemberName("medium")]
    Medium,

    /// <summary>A good practice is not followed.</summary>
    [JsonStringEnumMemberName("low")]
    Low,
}
