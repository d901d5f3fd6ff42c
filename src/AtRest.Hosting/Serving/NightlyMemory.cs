using System.Globalization;
using System.Text;
using AtRest.Storage;

namespace AtRest.Hosting.Serving;

/// <summary>Remembers, across restarts, up to which moment the schedule has been followed.</summary>
internal sealed class NightlyMemory(IBlobStore blobs)
{
    private const string Blob = "serve/nightly.txt";

    /// <summary>The last occurrence that was run; null if there is no memory yet, or none that can be read.</summary>
    public async Task<DateTimeOffset?> ReadAsync(CancellationToken cancellationToken)
    {
        var blob = await blobs.ReadAsync(Blob, cancellationToken);
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

    /// <summary>Of two servers on one storage the last word counts; either is right.</summary>
    public async Task WriteAsync(DateTimeOffset last, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(last.ToString("O", CultureInfo.InvariantCulture)));
        await blobs.WriteAsync(Blob, content, new BlobWrite { Condition = WriteCondition.Any, ContentType = "text/plain" }, cancellationToken);
    }
}
