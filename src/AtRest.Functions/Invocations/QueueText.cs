using System.Text.Json;

namespace AtRest.Functions.Invocations;

/// <summary>
/// The text of a message as it was enqueued. The host writes it as a JSON text within a JSON text, and once more within another if the message itself is JSON.
/// Ours are JSON objects; so whatever is a quoted text is unpacked until it is none any more.
/// </summary>
internal static class QueueText
{
    private const int MostLayers = 8;

    /// <exception cref="MalformedInvocationException">There is no text.</exception>
    public static string Of(JsonElement data)
    {
        switch (data.ValueKind)
        {
            case JsonValueKind.Object or JsonValueKind.Array:
                return data.GetRawText();
            case JsonValueKind.String:
                return Unpacked(data.GetString()!);
            default:
                throw new MalformedInvocationException($"Data.{Invocation.QueueBinding} is not a message's text.");
        }
    }

    private static string Unpacked(string text)
    {
        for (var layer = 0; layer < MostLayers && Inner(text) is { } inner; layer++)
        {
            text = inner;
        }

        return text;
    }

    /// <summary>What is packed in the text; null if the text is the message itself.</summary>
    private static string? Inner(string text)
    {
        if (!text.StartsWith('"') || !text.EndsWith('"') || text.Length < 2)
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(text, InvocationJson.Default.String);
        }
        catch (JsonException)
        {
            // A text that begins and ends with quotation marks by chance.
            return null;
        }
    }
}
