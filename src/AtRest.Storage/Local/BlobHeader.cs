using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace AtRest.Storage.Local;

/// <summary>The first line of a blob's file. It is in the same file as the content, so that the two cannot be separated.</summary>
internal sealed record BlobHeader
{
    private const string Mark = "AtRest-Blob-1 ";
    private const int LongestLine = 1024;

    /// <summary>The beginning of the versions of files that cannot be read.</summary>
    private const string Damaged = "damaged-";

    public required string ETag { get; init; }

    public required string ContentType { get; init; }

    public required DateTimeOffset LastModified { get; init; }

    public static BlobHeader Create(string contentType, DateTimeOffset now) => new() { ETag = Guid.NewGuid().ToString("N"), ContentType = contentType, LastModified = now };

    public byte[] ToLine() => Encoding.UTF8.GetBytes(Mark + JsonSerializer.Serialize(this, BlobHeaderContext.Default.BlobHeader) + "\n");

    /// <summary>Reads the line and leaves the file at its content.</summary>
    public static BlobHeader Read(FileStream file)
    {
        Span<byte> start = stackalloc byte[LongestLine];
        var count = file.ReadAtLeast(start, LongestLine, throwOnEndOfStream: false);
        var end = start[..count].IndexOf((byte)'\n');
        if (end < 0 || !start.StartsWith(Encoding.UTF8.GetBytes(Mark)))
        {
            throw Foreign(file, null);
        }

        try
        {
            var header = JsonSerializer.Deserialize(start[Mark.Length..end], BlobHeaderContext.Default.BlobHeader) ?? throw Foreign(file, null);
            file.Position = end + 1;
            return header;
        }
        catch (JsonException exception)
        {
            throw Foreign(file, exception);
        }
    }

    public BlobInfo ToInfo(string name, FileStream file) =>
        new() { Name = name, ETag = ETag, ContentType = ContentType, LastModified = LastModified, Length = file.Length - file.Position };

    /// <summary>
    /// What is known of a file that cannot be read or has no valid header; null if it no longer exists. It has a version like every other, so that a damaged blob is listed and can be
    /// replaced or deleted.
    /// </summary>
    public static BlobInfo? OfDamaged(string name, FileInfo file) => !file.Exists ? null : new BlobInfo
    {
        Name = name,
        ETag = string.Create(CultureInfo.InvariantCulture, $"{Damaged}{file.LastWriteTimeUtc.Ticks:x}-{file.Length:x}"),
        ContentType = "application/octet-stream",
        LastModified = new DateTimeOffset(file.LastWriteTimeUtc, TimeSpan.Zero),
        Length = file.Length,
    };

    /// <summary>Whether a version is that of a file that cannot be read.</summary>
    public static bool IsOfDamaged(string etag) => etag.StartsWith(Damaged, StringComparison.Ordinal);

    private static StorageException Foreign(FileStream file, Exception? inner) => new(
        $"'{file.Name}' is in the storage folder, but AtRest did not write it, or it was changed. Move the file to another place, or restore it from a backup.", inner)
    {
        IsDamage = true,
    };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(BlobHeader))]
internal sealed partial class BlobHeaderContext : JsonSerializerContext;
