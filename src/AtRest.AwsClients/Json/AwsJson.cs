using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace AtRest.AwsClients.Json;

/// <summary>
/// How AWS JSON is read. Member names match in any case, since CloudTrail itself mixes cases; two that differ only in case are an error. Times are seconds since 1970; emulators send an empty string for no time.
/// </summary>
internal static class AwsJson
{
    public static JsonSerializerOptions Options { get; } = new() { PropertyNameCaseInsensitive = true, AllowDuplicateProperties = false, Converters = { new EpochConverter() } };

    /// <summary>Reads times in UTC, as the SDK does.</summary>
    private sealed class EpochConverter : JsonConverter<DateTime?>
    {
        public override DateTime? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.Number
                ? DateTimeOffset.FromUnixTimeMilliseconds((long)Math.Round(reader.GetDouble() * 1000)).UtcDateTime
                : reader.GetString() is { Length: > 0 } text
                    ? DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal)
                    : null;

        public override void Write(Utf8JsonWriter writer, DateTime? value, JsonSerializerOptions options) => throw new NotSupportedException("Responses are read, never written.");
    }
}
