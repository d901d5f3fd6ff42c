using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace AtRest.Core.Evidence.Json;

/// <summary>ISO 8601 in UTC with <c>Z</c>: equal times have equal texts, regardless of the offset in the input.</summary>
public sealed class UtcTimeConverter : JsonConverter<DateTimeOffset>
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'";

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && reader.TryGetDateTimeOffset(out var time)
            ? time.ToUniversalTime()
            : throw new JsonException("A time must be ISO 8601, such as \"2026-11-24T08:30:00Z\".");

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture));
}
