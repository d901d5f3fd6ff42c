namespace AtRest.Storage;

/// <summary>When a write may happen.</summary>
public sealed record WriteCondition
{
    private WriteCondition()
    {
    }

    /// <summary>Whatever is there.</summary>
    public static WriteCondition Any { get; } = new();

    /// <summary>Only if no blob has this name.</summary>
    public static WriteCondition CreateOnly { get; } = new() { MustBeNew = true };

    /// <summary>The version that must be there, if one must.</summary>
    public string? ETag { get; private init; }

    /// <summary>Whether no blob of this name may be there.</summary>
    public bool MustBeNew { get; private init; }

    /// <summary>Only if exactly this version is there.</summary>
    public static WriteCondition Replace(string etag) => new() { ETag = ETags.Checked(etag) };
}
