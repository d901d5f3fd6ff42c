using System.Text.Json.Serialization;
using AtRest.Core.Evidence;

namespace AtRest.Core.Audits;

/// <summary>One piece of evidence in a report's list.</summary>
public sealed record EvidenceEntry
{
    public required string Id { get; init; }

    public required string Source { get; init; }

    public required string Resource { get; init; }

    public required DateTimeOffset CollectedAt { get; init; }

    public string? Sha256 { get; init; }

    public required EvidenceOutcome Outcome { get; init; }

    public string? Detail { get; init; }

    /// <summary>Why there is no value; null if there is one. Not a part of reports.</summary>
    internal Absence? Absence { get; init; }

    /// <summary>The call was made. A call that was not made is not evidence, and the finding that needed it says why.</summary>
    internal bool WasMade => Absence is null || Absence.Call is not null || Absence.Kind is not (AbsenceKind.NotCollected or AbsenceKind.NotAttempted);
}

/// <summary>Whether a piece of evidence could be read.</summary>
public enum EvidenceOutcome
{
    [JsonStringEnumMemberName("read")]
    Read,
    [JsonStringEnumMemberName("denied")]
    Denied,
    [JsonStringEnumMemberName("notFound")]
    NotFound,
    [JsonStringEnumMemberName("failed")]
    Failed,
}
