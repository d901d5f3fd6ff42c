using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace AtRest.Reports.Json;

/// <summary>Writes a value on one line of an indented document: each row of a list is a line, which is shorter, and easier to search and to compare.</summary>
/// <param name="line">How the value is written.</param>
internal sealed class LineConverter<T>(JsonTypeInfo<T> line) : JsonConverter<T>
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Reports are read with the models of earlier reports.");

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteRawValue(JsonSerializer.SerializeToUtf8Bytes(value, line), skipInputValidation: true);
}
