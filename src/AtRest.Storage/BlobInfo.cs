namespace AtRest.Storage;

/// <summary>A blob without its content.</summary>
public sealed record BlobInfo
{
    public required string Name { get; init; }

    /// <summary>The version: opaque, without quotes; it changes with every write, even of the same bytes.</summary>
    public required string ETag { get; init; }

    public required string ContentType { get; init; }

    /// <summary>In bytes.</summary>
    public required long Length { get; init; }

    public required DateTimeOffset LastModified { get; init; }
}
