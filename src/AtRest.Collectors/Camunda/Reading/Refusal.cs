using System.Text.Json;

namespace AtRest.Collectors.Camunda.Reading;

/// <summary>Reads the code of an error. The rest of the body is ignored: it may repeat what was sent, secrets included.</summary>
internal static class Refusal
{
    private const int LongestCode = 60;

    public static string? CodeOf(byte[] content)
    {
        try
        {
            using var document = JsonDocument.Parse(content);
            return document.RootElement.TextOf("error") is { Length: > 0 and <= LongestCode } code && code.All(IsHarmless) ? code : null;
        }
        catch (JsonException)
        {
            // An HTML page, as proxies send it, has no code.
            return null;
        }
    }

    private static bool IsHarmless(char character) => char.IsAsciiLetter(character) || character is '_' or '-' or ' ';
}
