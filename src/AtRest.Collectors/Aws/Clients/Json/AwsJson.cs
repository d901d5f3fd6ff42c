using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace AtRest.Collectors.Aws.Clients.Json;

/// <summary>How AWS JSON is read: member names in any case (CloudTrail itself mixes them), times as seconds since 1970; emulators give an empty text for none.</summary>
internal static class AwsJson
{
    public static JsonSerializerOptions Options { get; } = new() { PropertyNameCaseInsensitive = true, Converters = { new EpochConverter() } };

    private sealed class EpochConverter : JsonConverter<DateTimeOffset?>
    {
        public override DateTimeOffset? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.Number
                ? DateTimeOffset.FromUnixTimeMilliseconds((long)Math.Round(reader.GetDouble() * 1000))
                : reader.GetString() is { Length: > 0 } text
                    ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal)
                    : null;

        public override void Write(Utf8JsonWriter writer, DateTimeOffset? value, JsonSerializerOptions options)
        {
            if (value is { } time)
            {
                writer.WriteNumberValue(time.ToUnixTimeMilliseconds() / 1000.0);
            }
            else
            {
                writer.WriteNullValue();
            }
        }
    }
}
