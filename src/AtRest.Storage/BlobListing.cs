namespace AtRest.Storage;

/// <summary>Which blobs to list.</summary>
public sealed record BlobListing
{
    /// <summary>The most blobs that a page can have.</summary>
    public const int MaxLimit = 5000;

    /// <summary>What the names begin with: any beginning of a name, or nothing for all.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>Where the page before this one ended; null for the first page. For the same prefix only.</summary>
    public string? Continuation { get; init; }

    /// <summary>The most blobs on the page: 1 to <see cref="MaxLimit"/>.</summary>
    public int Limit { get; init; } = 1000;
}
