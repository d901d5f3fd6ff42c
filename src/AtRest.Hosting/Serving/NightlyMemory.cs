using System.Globalization;
using System.Text;
using AtRest.Storage;

namespace AtRest.Hosting.Serving;

/// <summary>Remembers, across restarts, the last occurrence of the schedule that was run.</summary>
internal sealed class NightlyMemory(IBlobStore blobs)
{
    private const string Blob = "serve/nightly.txt";

    /// <summary>The last occurrence that was run; null if none is stored, or it cannot be read.</summary>
    public async Task<DateTimeOffset?> ReadAsync(CancellationToken cancellationToken)
    {
        BlobContent? blob;
        try
        {
            blob = await blobs.ReadAsync(Blob, cancellationToken);
        }
        catch (StorageException exception) when (exception.IsDamage)
        {
            // It is written again.
            return null;
        }

        if (blob is null)
        {
            return null;
        }

        await using (blob)
        {
            using var reader = new StreamReader(blob.Content, Encoding.UTF8);
            var text = await reader.ReadToEndAsync(cancellationToken);
            return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var last) ? last : null;
        }
    }

    /// <summary>If two servers share a storage, the last writer wins; either value is right.</summary>
    public async Task WriteAsync(DateTimeOffset last, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(last.ToString("O", CultureInfo.InvariantCulture)));
        await blobs.WriteAsync(Blob, content, new BlobWrite { Condition = WriteCondition.Any, ContentType = "text/plain" }, cancellationToken);
    }
}
