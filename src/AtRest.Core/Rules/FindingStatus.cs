using System.Text.Json.Serialization;

namespace AtRest.Core.Rules;

/// <summary>What a rule found.</summary>
public enum FindingStatus
{
    [JsonStringEnumMemberName("pass")]
    Pass,

    [JsonStringEnumMemberName("fail")]
    Fail,

    /// <summary>It could not be seen; the message says why. Never a pass.</summary>
    [JsonStringEnumMemberName("unknown")]
    Unknown,

    /// <summary>The rule has no subject here; the message says why.</summary>
    [JsonStringEnumMemberName("notApplicable")]
    NotApplicable,
}
