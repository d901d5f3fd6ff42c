using System.Collections.Immutable;

namespace AtRest.Storage;

/// <summary>A page of a listing.</summary>
public sealed record BlobPage
{
    /// <summary>In name order. A page may have fewer than requested although more follow; it is empty only if nothing follows.</summary>
    public required ImmutableArray<BlobInfo> Blobs { get; init; }

    /// <summary>
    /// The time of reading, by the storage's own clock: the clock of <see cref="BlobInfo.LastModified"/>. The difference of the two is the age of a blob, independent of the
    /// clock of this machine.
    /// </summary>
    public required DateTimeOffset ReadAt { get; init; }

    /// <summary>The start of the next page, opaque; null on the last page.</summary>
    public string? Continuation { get; init; }
}
