using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using AtRest.KeyPolicies.Json;

namespace AtRest.Reports.Json;

/// <summary>Describes why an earlier report is not JSON. The text is read in pieces and not kept, so the character is taken from the error.</summary>
internal static partial class EarlierSyntax
{
    /// <summary>Whether the text is not JSON, rather than JSON with other content.</summary>
    public static bool IsFaulty(JsonException exception) => exception.InnerException is JsonException;

    /// <summary>The reason, as a sentence.</summary>
    public static string Explain(JsonException exception)
    {
        var message = exception.InnerException!.Message;
        var found = Found().Match(message) is { Success: true } match ? match.Groups[1].Value : "}";
        var character = found.StartsWith("0x", StringComparison.Ordinal) && int.TryParse(found.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var code) && Rune.IsValid(code)
            ? new Rune(code).ToString()
            : found;

        // A space or a line end would look like the end of the text.
        return string.IsNullOrWhiteSpace(character)
            ? string.Create(CultureInfo.InvariantCulture, $"The character U+{(int)character[0]:X4} is not allowed here.")
            : JsonSyntax.Explain(new JsonException(message, exception.Path, lineNumber: 0, bytePositionInLine: 0), Encoding.UTF8.GetBytes(character));
    }

    [GeneratedRegex("^'(.+?)' is ", RegexOptions.Singleline)]
    private static partial Regex Found();
}
