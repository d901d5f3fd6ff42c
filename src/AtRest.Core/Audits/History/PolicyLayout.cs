using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace AtRest.Core.Audits.History;

/// <summary>Formats policies in one way: two policies with the same content in the same order look the same.</summary>
internal static class PolicyLayout
{
    private static readonly string[] Order = ["Version", "Id", "Statement", "Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition"];

    private static readonly JsonWriterOptions Layout = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>Null if the text is not JSON.</summary>
    public static string? Of(string policy)
    {
        try
        {
            using var document = JsonDocument.Parse(policy.TrimStart('\uFEFF'));
            using var buffer = new MemoryStream();
            using (var writer = new Utf8JsonWriter(buffer, Layout))
            {
                Write(writer, document.RootElement);
            }

            return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException)
        {
            // JsonException for the syntax, the others for characters that are not Unicode.
            return null;
        }
    }

    private static void Write(Utf8JsonWriter writer, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var property in element.EnumerateObject().OrderBy(property => Rank(property.Name)).ThenBy(property => property.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(property.Name);
                    Write(writer, property.Value);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(element.GetString());
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }

    private static int Rank(string name) => Array.IndexOf(Order, name) is >= 0 and var rank ? rank : Order.Length;
}
