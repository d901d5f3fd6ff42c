using System.Diagnostics.CodeAnalysis;

namespace AtRest.Core.Evidence;

/// <summary>One piece of evidence: a value, or the reason for its absence, with its source.</summary>
public sealed record Collected<T> : ICollected
    where T : class
{
    /// <summary>The API call, by the name of its permission, such as <c>kms:GetKeyPolicy</c>.</summary>
    public required string Source { get; init; }

    /// <summary>The resource of the call: an ARN, a bucket's name, or <c>ACCOUNT/REGION</c>.</summary>
    public required string Resource { get; init; }

    public required DateTimeOffset CollectedAt { get; init; }

    /// <summary>
    /// Lower-case hexadecimal SHA-256: of the policy's text as AWS returned it, otherwise of the value's JSON form; null if nothing was read.
    /// </summary>
    public string? Sha256 { get; init; }

    /// <summary>How many calls read it, its pages included. A repeated attempt is not another call. Null if they were not counted: not in AWS, or by an earlier release.</summary>
    public int? Calls { get; init; }

    public T? Value { get; init; }

    public Absence? Absence { get; init; }

    /// <summary>Returns either the value or the absence.</summary>
    public bool TryGet([NotNullWhen(true)] out T? value, [NotNullWhen(false)] out Absence? absence)
    {
        value = Value;
        absence = value is null ? Absence ?? Evidence.Absence.NotCollected : null;
        return value is not null;
    }

    Absence? ICollected.WhyAbsent => Value is null ? Absence ?? Evidence.Absence.NotCollected : null;

    /// <summary>The reference for findings: to this call, or to the earlier call that failed, so that this one was not made.</summary>
    public EvidenceReference Reference => Value is null && Absence?.Call is { } call ? new(call.Source, call.Resource) : new(Source, Resource);
}
