using System.Text.Json;
using AtRest.KeyPolicies.Parsing;

namespace AtRest.Core.Inventory.Parsing;

/// <summary>Reads bytes into a tree of <see cref="SourceNode"/>, or logs why they are not JSON.</summary>
internal static class SourceReader
{
    private static readonly JsonReaderOptions Options = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
        MaxDepth = 64,
    };

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Null if the bytes are not JSON text. The reason is then in the log.</summary>
    public static SourceNode? Read(ReadOnlyMemory<byte> bytes, ErrorLog log)
    {
        // Some editors write a byte order mark. RFC 8259 allows a parser to ignore it.
        var utf8 = bytes.Span.StartsWith(ByteOrderMark) ? bytes.Span[ByteOrderMark.Length..] : bytes.Span;
        if (EncodingCheck.Explain(utf8) is { } problem)
        {
            log.Error(new SourceCursor(utf8).AdvanceTo(problem.Offset), "$", problem.Message, "UTF-8 text that contains JSON");
            return null;
        }

        try
        {
            var reader = new Utf8JsonReader(utf8, Options);
            reader.Read();
            var root = new TreeBuilder(log).Build(ref reader, new SourceCursor(utf8));
            reader.Read();
            return root;
        }
        catch (JsonException exception)
        {
            log.Error(PositionOf(exception, utf8), "$", $"The file is not valid JSON: {JsonSyntax.Explain(exception, utf8)}", "JSON, with comments and trailing commas");
            return null;
        }
    }

    private static SourcePosition PositionOf(JsonException exception, ReadOnlySpan<byte> utf8)
    {
        var lineStart = 0;
        for (var line = exception.LineNumber ?? 0; line > 0; line--)
        {
            lineStart += utf8[lineStart..].IndexOf((byte)'\n') + 1;
        }

        return new SourceCursor(utf8).AdvanceTo(lineStart + (exception.BytePositionInLine ?? 0));
    }
}
