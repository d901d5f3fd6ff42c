using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace AtRest.KeyPolicies.Json;

/// <summary>Describes why a text is not JSON, without the words of the JSON library (https://www.rfc-editor.org/rfc/rfc8259).</summary>
public static partial class JsonSyntax
{
    /// <summary>The reason, as a sentence.</summary>
    /// <param name="exception">The error of the JSON reader about the text.</param>
    /// <param name="utf8">The text that was read, without a byte order mark.</param>
    public static string Explain(JsonException exception, ReadOnlySpan<byte> utf8)
    {
        var start = 0;
        for (var line = exception.LineNumber ?? 0; line > 0; line--)
        {
            start += utf8[start..].IndexOf((byte)'\n') + 1;
        }

        return utf8.IndexOfAnyExcept(" \t\r\n"u8) < 0 ? "The text is empty." : ExplainRest(exception, utf8[(int)Math.Min(utf8.Length, start + (exception.BytePositionInLine ?? 0))..]);
    }

    /// <summary>The same for the text from the error on.</summary>
    /// <param name="exception">The error of the JSON reader about the text.</param>
    /// <param name="rest">The text from the error on, or its beginning.</param>
    public static string ExplainRest(JsonException exception, ReadOnlySpan<byte> rest)
    {
        var message = exception.Message;
        if (Depth().Match(message) is { Success: true } deep)
        {
            return $"It is nested too deeply: the limit is a depth of {deep.Groups[1].Value}.";
        }

        if (message.Contains("trailing comma", StringComparison.Ordinal))
        {
            return "A comma before ] or } is not allowed.";
        }

        if (message.Contains("after a single JSON value", StringComparison.Ordinal))
        {
            return "There is more text after the end of the JSON value.";
        }

        if (rest.IndexOfAnyExcept(" \t\r\n"u8) < 0 || Truncated().IsMatch(message))
        {
            return "The text ends too early: a bracket, a quotation mark or a value is missing.";
        }

        Rune.DecodeFromUtf8(rest, out var rune, out _);
        var shown = Rune.IsControl(rune) ? string.Create(CultureInfo.InvariantCulture, $"The character U+{rune.Value:X4}") : $"'{rune}'";
        return $"{shown} is not allowed here.";
    }

    [GeneratedRegex("depth of ([0-9]+)")]
    private static partial Regex Depth();

    [GeneratedRegex("end of data|end of the JSON payload|end of string|does not contain any JSON tokens")]
    private static partial Regex Truncated();
}
