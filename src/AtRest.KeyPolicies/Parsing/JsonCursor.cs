using System.Text;
using System.Text.Json;

namespace AtRest.KeyPolicies.Parsing;

/// <summary>A JSON reader that knows where it is and where problems go.</summary>
internal ref struct JsonCursor(ReadOnlyMemory<byte> utf8, int start, IssueList issues)
{
    /// <summary>Comments and trailing commas are read, and reported as errors: so that the rest of the text is judged too.</summary>
    private static readonly JsonReaderOptions Options = new() { MaxDepth = PolicyLimits.JsonDepth, CommentHandling = JsonCommentHandling.Allow, AllowTrailingCommas = true };

    private readonly TextPositions positions = new(utf8);
    private readonly int offset = start;
    private Utf8JsonReader reader = new(utf8.Span[start..], Options);

    public readonly IssueList Issues { get; } = issues;

    public readonly JsonTokenType Token => reader.TokenType;

    /// <summary>Where the current token starts.</summary>
    public readonly TextPosition Position => positions.At(offset + reader.TokenStartIndex);

    /// <summary>Just behind the current token.</summary>
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

    /// <summary>From the current token to the end of the text.</summary>
    public readonly ReadOnlySpan<byte> Rest => utf8.Span[(offset + (int)reader.TokenStartIndex)..];

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
                Issues.Error("$", Position, NotJson.Comment);
                continue;
            }

            if (comma is { } at && reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
            {
                Issues.Error("$", at, NotJson.TrailingComma);
            }

            return true;
        }

        return false;
    }

    /// <summary>Leaves the current value behind, whatever it is.</summary>
    public void Skip() => reader.Skip();

    /// <summary>The current string or property name. One with half a surrogate pair is reported, and read without it.</summary>
    public readonly string Text(string path)
    {
        try
        {
            return reader.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            Issues.Error(path, Position, "This string holds an escape that is half a character (a lone surrogate). Write the character out.");
            return "";
        }
    }

    private readonly long? CommaBetween(long from, long to) =>
        utf8.Span[(offset + (int)from)..(offset + (int)to)].IndexOf((byte)',') is >= 0 and var index ? from + index : null;

    /// <summary>A number's or boolean's own text.</summary>
    public readonly string RawText() => Encoding.UTF8.GetString(reader.ValueSpan);
}
