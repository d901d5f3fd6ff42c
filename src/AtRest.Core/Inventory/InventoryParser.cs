using System.Security.Cryptography;
using AtRest.Core.Inventory.Parsing;

namespace AtRest.Core.Inventory;

/// <summary>
/// Reads an inventory: UTF-8 JSON, comments and trailing commas allowed. For any input, the result is a document or the errors
/// (all errors, not only the first), never an exception.
/// </summary>
public static class InventoryParser
{
    /// <summary>The largest inventory that is read: 64 MiB, room for tens of thousands of clusters.</summary>
    public const int MaxBytes = 64 * 1024 * 1024;

    public static InventoryParseResult Parse(ReadOnlyMemory<byte> utf8)
    {
        var log = new ErrorLog();
        if (utf8.Length > MaxBytes)
        {
            return TooLarge();
        }

        var root = SourceReader.Read(utf8, log);
        var document = root is null ? null : DocumentReader.Read(root, log);
        return log.ToResult(document is null ? null : document with { Sha256 = Convert.ToHexStringLower(SHA256.HashData(utf8.Span)) });
    }

    /// <summary>Reads to the end of the stream, or until more than <see cref="MaxBytes"/> have been read.</summary>
    /// <exception cref="IOException">The stream could not be read.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static async Task<InventoryParseResult> ParseAsync(Stream stream, CancellationToken cancellationToken) =>
        await BoundedStream.ReadAsync(stream, MaxBytes, cancellationToken) is { } bytes ? Parse(bytes) : TooLarge();

    private static InventoryParseResult TooLarge()
    {
        var log = new ErrorLog();
        log.Error(new SourcePosition(1, 1), "$", $"The inventory is larger than {MaxBytes / (1024 * 1024)} MiB, so it was not read.", "a smaller inventory, for example one for each organization");
        return log.ToResult(null);
    }
}
