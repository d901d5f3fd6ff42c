namespace AtRest.Storage;

/// <summary>How a blob is written.</summary>
public sealed record BlobWrite
{
    /// <summary>The condition of the write. What must never change is written with <see cref="WriteCondition.CreateOnly"/>.</summary>
    public required WriteCondition Condition { get; init; }

    /// <summary>A media type, printable ASCII.</summary>
    public string ContentType
    {
        get;
        init => field = value.Length is > 0 and <= 200 && value.All(character => character is >= ' ' and <= '~')
            ? value
            : throw new ArgumentException("A content type has 1 to 200 characters of printable ASCII, such as 'application/json'.", nameof(value));
    } = "application/octet-stream";
}
