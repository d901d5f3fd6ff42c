namespace AtRest.Core.Evidence;

/// <summary>Why a piece of evidence has no value.</summary>
public sealed record Absence
{
    public required AbsenceKind Kind { get; init; }

    /// <summary>A sentence for the customer: what was answered, or what is missing.</summary>
    public required string Cause { get; init; }

    /// <summary>What fixes the cause, as sentences for the customer. Null if nothing does, and in evidence that an earlier release saved: its causes include it.</summary>
    public string? Remedy { get; init; }

    /// <summary>The cloud's error code, such as <c>AccessDeniedException</c>; null if there was none.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>The call that was made and failed, so that this one was not attempted; null if no call failed before.</summary>
    public FailedCall? Call { get; init; }

    /// <summary>There is no access: the call was refused, or a way to make it was.</summary>
    public bool IsRefusal => Kind is AbsenceKind.Denied or AbsenceKind.NotAttempted;

    internal static Absence NotCollected { get; } = new() { Kind = AbsenceKind.NotCollected, Cause = "It was not collected." };
}

/// <summary>A call that opens the way for others, such as <c>sts:AssumeRole</c>, and failed.</summary>
public sealed record FailedCall
{
    /// <summary>As <see cref="Collected{T}.Source"/>: <c>sts:AssumeRole</c>.</summary>
    public required string Source { get; init; }

    /// <summary>As <see cref="Collected{T}.Resource"/>: the role's ARN.</summary>
    public required string Resource { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>How it ended: <see cref="AbsenceKind.Denied"/>, <see cref="AbsenceKind.NotFound"/> or <see cref="AbsenceKind.Failed"/>.</summary>
    public required AbsenceKind Kind { get; init; }
}
