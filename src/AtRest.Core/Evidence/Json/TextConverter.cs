using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace AtRest.Core.Evidence.Json;

/// <summary>
/// Names in a cloud can contain half a character (an unpaired surrogate), which UTF-8 cannot encode. It is replaced before writing,
/// because the writer would escape the replacement the first time, and not when the value is written again.
/// </summary>
public sealed class TextConverter : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String ? reader.GetString() : throw new JsonException("A string is expected.");

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(WellFormed(value));

    public override string ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString()!;

    public override void WriteAsPropertyName(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WritePropertyName(WellFormed(value));

    private static string WellFormed(string value) => value.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF')
        ? Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(value))
        : value;
}
