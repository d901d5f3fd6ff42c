namespace AtRest.Core.Evidence;

/// <summary>Why a piece of evidence has no value.</summary>
public sealed record Absence
{
    public required AbsenceKind Kind { get; init; }

    /// <summary>A sentence for the customer: the answer, or what is missing.</summary>
    public required string Cause { get; init; }

    /// <summary>How to fix the cause, as sentences for the customer. Null if nothing fixes it, and in evidence saved by an earlier release, whose causes include the fix.</summary>
    public string? Remedy { get; init; }

    /// <summary>The cloud's error code, such as <c>AccessDeniedException</c>; null if there was none.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>The earlier call that failed, so that this one was not made; null if no earlier call failed.</summary>
    public FailedCall? Call { get; init; }

    /// <summary>Whether access is missing: this call, or one that it needs, was rejected.</summary>
    public bool IsRefusal => Kind is AbsenceKind.Denied or AbsenceKind.NotAttempted;

    internal static Absence NotCollected { get; } = new() { Kind = AbsenceKind.NotCollected, Cause = "It was not collected." };
}

/// <summary>A failed call that others need, such as <c>sts:AssumeRole</c>.</summary>
public sealed record FailedCall
{
    /// <summary>The call, as in <see cref="Collected{T}.Source"/>, such as <c>sts:AssumeRole</c>.</summary>
    public required string Source { get; init; }

    /// <summary>The resource, as in <see cref="Collected{T}.Resource"/>, such as the role's ARN.</summary>
    public required string Resource { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>The result: <see cref="AbsenceKind.Denied"/>, <see cref="AbsenceKind.NotFound"/> or <see cref="AbsenceKind.Failed"/>.</summary>
    public required AbsenceKind Kind { get; init; }
}
