using System.Diagnostics.CodeAnalysis;

namespace AtRest.Storage;

/// <summary>The result of a write.</summary>
public sealed record BlobWriteResult
{
    private BlobWriteResult()
    {
    }

    /// <summary>The condition did not hold, so nothing was written.</summary>
    public static BlobWriteResult PreconditionFailed { get; } = new();

    [MemberNotNullWhen(true, nameof(ETag))]
    public bool IsWritten => ETag is not null;

    /// <summary>The version that was written.</summary>
    public string? ETag { get; private init; }

    /// <summary>The blob was written, as this version.</summary>
    public static BlobWriteResult Written(string etag) => new() { ETag = etag };
}
