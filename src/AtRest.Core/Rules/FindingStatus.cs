using System.Text.Json.Serialization;

namespace AtRest.Core.Rules;

/// <summary>The status of a finding.</summary>
public enum FindingStatus
{
    [JsonStringEnumMemberName("pass")]
    Pass,

    [JsonStringEnumMemberName("fail")]
    Fail,

    /// <summary>The status could not be determined, and the message says why. Never treated as a pass.</summary>
    [JsonStringEnumMemberName("unknown")]
    Unknown,

    /// <summary>The rule does not apply here, and the message says why.</summary>
    [JsonStringEnumMemberName("notApplicable")]
    NotApplicable,
}
