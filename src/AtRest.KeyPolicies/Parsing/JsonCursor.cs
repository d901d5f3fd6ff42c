using System.Text;
using System.Text.Json;

namespace AtRest.KeyPolicies.Parsing;

/// <summary>A JSON reader that knows where it is and where problems go.</summary>
internal ref struct JsonCursor(ReadOnlyMemory<byte> utf8, int start, IssueList issues)
{
    private static readonly JsonReaderOptions Strict = new() { MaxDepth = PolicyLimits.JsonDepth };

    private readonly TextPositions positions = new(utf8);
    private readonly int offset = start;
    private Utf8JsonReader reader = new(utf8.Span[start..], Strict);

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

    /// <exception cref="JsonException">The text is no JSON.</exception>
    public bool Read() => reader.Read();

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

    /// <summary>A number's or boolean's own text.</summary>
    public readonly string RawText() => Encoding.UTF8.GetString(reader.ValueSpan);
}
