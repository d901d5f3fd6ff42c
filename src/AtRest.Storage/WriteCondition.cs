namespace AtRest.Storage;

/// <summary>The condition of a write.</summary>
public sealed record WriteCondition
{
    private WriteCondition()
    {
    }

    /// <summary>No condition.</summary>
    public static WriteCondition Any { get; } = new();

    /// <summary>Only if the blob does not exist.</summary>
    public static WriteCondition CreateOnly { get; } = new() { MustBeNew = true };

    /// <summary>The version that must exist; null for none.</summary>
    public string? ETag { get; private init; }

    /// <summary>Whether the blob must not exist.</summary>
    public bool MustBeNew { get; private init; }

    /// <summary>Only if exactly this version exists.</summary>
    public static WriteCondition Replace(string etag) => new() { ETag = ETags.Checked(etag) };
}
