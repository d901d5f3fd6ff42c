using System.Text.Json.Serialization;

namespace AtRest.Core.Rules;

/// <summary>How bad a failure is, most severe first.</summary>
public enum Severity
{
    /// <summary>Data is or is about to be lost, or open to the world.</summary>
    [JsonStringEnumMemberName("critical")]
    Critical,

    /// <summary>The cluster cannot work, or somebody has access who must not.</summary>
    [JsonStringEnumMemberName("high")]
    High,

    /// <summary>A duty is not met; nothing is lost yet.</summary>
    [JsonStringEnumMemberName("medium")]
    Medium,

    /// <summary>Good practice is missed.</summary>
    [JsonStringEnumMemberName("low")]
    Low,
}
