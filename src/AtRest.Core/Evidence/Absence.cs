namespace AtRest.Core.Evidence;

/// <summary>Why a piece of evidence has no value.</summary>
public sealed record Absence
{
    public required AbsenceKind Kind { get; init; }

    /// <summary>A sentence for the customer: what was answered, and what would mend it.</summary>
    public required string Cause { get; init; }

    /// <summary>The cloud's error code, such as <c>AccessDeniedException</c>; null if there was none.</summary>
    public string? ErrorCode { get; init; }

    internal static Absence NotCollected { get; } = new() { Kind = AbsenceKind.NotCollected, Cause = "It was not collected." };
}
