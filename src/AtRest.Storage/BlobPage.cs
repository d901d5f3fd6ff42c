using System.Collections.Immutable;

namespace AtRest.Storage;

/// <summary>A page of a listing.</summary>
public sealed record BlobPage
{
    /// <summary>In the order of their names. May be fewer than asked for though more follow; none only if nothing follows.</summary>
    public required ImmutableArray<BlobInfo> Blobs { get; init; }

    /// <summary>
    /// When the page was read, by the storage's own clock: the clock of <see cref="BlobInfo.LastModified"/>. The difference of the two is the age of a blob, whatever the
    /// clock of this machine says.
    /// </summary>
    public required DateTimeOffset ReadAt { get; init; }

    /// <summary>Where the next page begins, opaque; null on the last page.</summary>
    public string? Continuation { get; init; }
}
