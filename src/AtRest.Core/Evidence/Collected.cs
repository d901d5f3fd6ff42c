using System.Diagnostics.CodeAnalysis;

namespace AtRest.Core.Evidence;

/// <summary>One piece of evidence: a value, or the reason why there is none; always with where it came from.</summary>
public sealed record Collected<T> : ICollected
    where T : class
{
    /// <summary>The API call, as the cloud's own permission names it: <c>kms:GetKeyPolicy</c>.</summary>
    public required string Source { get; init; }

    /// <summary>What was asked about: an ARN, a bucket's name, or <c>ACCOUNT/REGION</c>.</summary>
    public required string Resource { get; init; }

    public required DateTimeOffset CollectedAt { get; init; }

    /// <summary>
    /// Lower-case hexadecimal SHA-256 of what was read: of the policy's text as AWS returned it, else of the value's JSON form; null if nothing was read.
    /// </summary>
    public string? Sha256 { get; init; }

    public T? Value { get; init; }

    public Absence? Absence { get; init; }

    /// <summary>Either the value or the absence: never both, never neither.</summary>
    public bool TryGet([NotNullWhen(true)] out T? value, [NotNullWhen(false)] out Absence? absence)
    {
        value = Value;
        absence = value is null ? Absence ?? Evidence.Absence.NotCollected : null;
        return value is not null;
    }

    Absence? ICollected.WhyAbsent => Value is null ? Absence ?? Evidence.Absence.NotCollected : null;

    /// <summary>The reference that findings carry: to this call, or to the one that failed before it, so that this one was not attempted.</summary>
    public EvidenceReference Reference => Value is null && Absence?.Call is { } call ? new(call.Source, call.Resource) : new(Source, Resource);
}
