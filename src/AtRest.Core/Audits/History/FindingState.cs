using System.Text.Json.Serialization;
using AtRest.Core.Naming;
using AtRest.Core.Rules;

namespace AtRest.Core.Audits.History;

/// <summary>The result of a rule for a subject, from good to bad, so that the worst of several is the maximum.</summary>
internal enum FindingState
{
    /// <summary>The report has no such finding.</summary>
    None,

    [JsonStringEnumMemberName("notApplicable")]
    NotApplicable,

    [JsonStringEnumMemberName("pass")]
    Pass,

    [JsonStringEnumMemberName("unknown")]
    Unknown,

    [JsonStringEnumMemberName("waived")]
    Waived,

    [JsonStringEnumMemberName("fail")]
    Fail,
}

/// <summary>The words for states.</summary>
internal static class FindingStates
{
    public static FindingState Of(FindingStatus status, bool waived) => status switch
    {
        FindingStatus.Fail => waived ? FindingState.Waived : FindingState.Fail,
        FindingStatus.Unknown => FindingState.Unknown,
        FindingStatus.Pass => FindingState.Pass,
        FindingStatus.NotApplicable => FindingState.NotApplicable,
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, null),
    };

    public static bool IsFailure(this FindingState state) => state >= FindingState.Waived;

    /// <summary>As in <c>report.json</c>; null for none.</summary>
    public static string? Word(this FindingState state) => state == FindingState.None ? null : WireWord.Of(state);

    /// <summary>The earlier state, as the end of a sentence about a new failure.</summary>
    public static string Before(this FindingState state) => state switch
    {
        FindingState.Pass => "it passed before",
        FindingState.Unknown => "it could not be judged before",
        FindingState.NotApplicable => "it did not apply before",
        _ => "it was not judged before",
    };
}
