namespace AtRest.Storage;

/// <summary>The options of a link.</summary>
public sealed record ReadLink
{
    /// <summary>The longest lifetime of a link.</summary>
    public static readonly TimeSpan MaxLifetime = TimeSpan.FromHours(1);

    /// <summary>How long the link works: more than zero, up to <see cref="MaxLifetime"/>.</summary>
    public required TimeSpan Lifetime
    {
        get;
        init => field = value > TimeSpan.Zero && value <= MaxLifetime
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "The lifetime of a link must be more than zero and at most one hour.");
    }

    /// <summary>The file name in a browser, by the rules of a segment of <see cref="BlobName"/>; null to leave it to the browser.</summary>
    public string? FileName
    {
        get;
        init => field = value is null || (!value.Contains('/', StringComparison.Ordinal) && BlobName.IsValid(value))
            ? value
            : throw new ArgumentException("The value is not a valid file name: it must be one segment of a blob's name.", nameof(value));
    }
}
