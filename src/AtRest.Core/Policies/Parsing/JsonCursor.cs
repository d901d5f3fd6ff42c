using System.Text;
using System.Text.Json;

namespace AtRest.Core.Policies.Parsing;

/// <summary>A JSON reader that knows where it is and where problems go.</summary>
internal ref struct JsonCursor(ReadOnlyMemory<byte> utf8, int start, IssueList issues)
{
    private static readonly JsonReaderOptions Strict = new() { MaxDepth = PolicyLimits.JsonDepth };

    private readonly TextPositions _positions = new(utf8);
    private readonly int _start = start;
    private Utf8JsonReader _reader = new(utf8.Span[start..], Strict);

    public readonly IssueList Issues { get; } = issues;

    public readonly JsonTokenType Token => _reader.TokenType;

    /// <summary>Where the current token starts.</summary>
    public readonly TextPosition Position => _positions.At(_start + _reader.TokenStartIndex);

    /// <summary>Just behind the current token.</summary>
    public readonly TextPosition End => _positions.At(_start + _reader.BytesConsumed);

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
    public bool Read() => _reader.Read();

    /// <summary>Leaves the current value behind, whatever it is.</summary>
    public void Skip() => _reader.Skip();

    /// <summary>The current string or property name. One with half a surrogate pair is reported, and read without it.</summary>
    public readonly string Text(string path)
    {
        try
        {
            return _reader.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            Issues.Error(path, Position, "This string holds an escape that is half a character (a lone surrogate). Write the character out.");
            return "";
        }
    }

    /// <summary>A number's or boolean's own text.</summary>
    public readonly string RawText() => Encoding.UTF8.GetString(_reader.ValueSpan);
}
