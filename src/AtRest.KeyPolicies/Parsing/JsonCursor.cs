using System.Text;
using System.Text.Json;

namespace AtRest.KeyPolicies.Parsing;

/// <summary>A JSON reader with the position in the text and the list of issues.</summary>
internal ref struct JsonCursor(ReadOnlyMemory<byte> utf8, int start, IssueList issues)
{
    /// <summary>Accepts comments and trailing commas. They are reported as errors, but the rest of the text is checked as well.</summary>
    private static readonly JsonReaderOptions Options = new() { MaxDepth = PolicyLimits.JsonDepth, CommentHandling = JsonCommentHandling.Allow, AllowTrailingCommas = true };

    private readonly TextPositions positions = new(utf8);
    private readonly int offset = start;
    private Utf8JsonReader reader = new(utf8.Span[start..], Options);

    public readonly IssueList Issues { get; } = issues;

    public readonly JsonTokenType Token => reader.TokenType;

    /// <summary>The start of the current token.</summary>
    public readonly TextPosition Position => positions.At(offset + reader.TokenStartIndex);

    /// <summary>The end of the current token.</summary>
    public readonly TextPosition End => positions.At(offset + reader.BytesConsumed);

    public readonly string Kind => Token switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "a list",
        JsonTokenType.String => "a string",
        JsonTokenType.Number => "a number",
        JsonTokenType.True or JsonTokenType.False => "a boolean",
        JsonTokenType.Null => "null",
        _ => "something else",
    };

    /// <summary>The text from the current token to the end.</summary>
    public readonly ReadOnlySpan<byte> Rest => utf8.Span[(offset + (int)reader.TokenStartIndex)..];

    /// <summary>Moves to the next token. False at the end of the text.</summary>
    /// <exception cref="JsonException">The text is not JSON.</exception>
    public bool Read()
    {
        TextPosition? comma = null;
        for (var from = reader.BytesConsumed; reader.Read(); from = reader.BytesConsumed)
        {
            var isComment = reader.TokenType == JsonTokenType.Comment;
            if ((isComment || reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray) && CommaBetween(from, reader.TokenStartIndex) is { } found)
            {
                comma = positions.At(offset + found);
            }

            if (isComment)
            {
                Issues.Error("$", Position, InvalidJson.Comment);
                continue;
            }

            if (comma is { } at && reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
            {
                Issues.Error("$", at, InvalidJson.TrailingComma);
            }

            return true;
        }

        return false;
    }

    /// <summary>Skips the current value.</summary>
    public void Skip() => reader.Skip();

    /// <summary>The current string or property name. Empty if it has a lone surrogate, which is reported as an error.</summary>
    public readonly string Text(string path)
    {
        try
        {
            return reader.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            Issues.Error(path, Position, "This string has an escape sequence for half a character (a lone surrogate). Write the whole character.");
            return "";
        }
    }

    private readonly long? CommaBetween(long from, long to) =>
        utf8.Span[(offset + (int)from)..(offset + (int)to)].IndexOf((byte)',') is >= 0 and var index ? from + index : null;

    /// <summary>The text of a number or boolean.</summary>
    public readonly string RawText() => Encoding.UTF8.GetString(reader.ValueSpan);
}
