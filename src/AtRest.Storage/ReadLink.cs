namespace AtRest.Storage;

/// <summary>A link to be made.</summary>
public sealed record ReadLink
{
    /// <summary>The longest that a link may work.</summary>
    public static readonly TimeSpan MaxLifetime = TimeSpan.FromHours(1);

    /// <summary>How long the link works: over nothing, up to <see cref="MaxLifetime"/>.</summary>
    public required TimeSpan Lifetime
    {
        get;
        init => field = value > TimeSpan.Zero && value <= MaxLifetime
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "A link to a blob works for more than no time and at most one hour.");
    }

    /// <summary>The name under which a browser saves the file, by the rules of a segment of <see cref="BlobName"/>; null leaves that to the browser.</summary>
    public string? FileName
    {
        get;
        init => field = value is null || (!value.Contains('/', StringComparison.Ordinal) && BlobName.IsValid(value))
            ? value
            : throw new ArgumentException("This cannot be the name of a file: it has to be one segment of a blob's name.", nameof(value));
    }
}
