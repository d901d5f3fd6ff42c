namespace AtRest.Storage;

/// <summary>Which blobs to list.</summary>
public sealed record BlobListing
{
    /// <summary>The largest number of blobs on a page.</summary>
    public const int MaxLimit = 5000;

    /// <summary>The beginning of the names; empty for all.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>The end of the previous page; null for the first page. Valid for the same prefix only.</summary>
    public string? Continuation { get; init; }

    /// <summary>The largest number of blobs on the page: 1 to <see cref="MaxLimit"/>.</summary>
    public int Limit { get; init; } = 1000;
}
