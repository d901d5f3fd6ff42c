using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace AtRest.FakeClouds.Aws;

/// <summary>A policy in a scenario file: an object is taken as JSON, a string as it stands (so that broken policies can be tried).</summary>
internal sealed class PolicyTextConverter : JsonConverter<string>
{
    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return reader.GetString();
        }

        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("A policy is an object, or a text.");
        }

        // Written anew, since the file's own text may hold comments and trailing commas, which no policy may.
        using JsonDocument document = JsonDocument.ParseValue(ref reader);
        return JsonSerializer.Serialize(document.RootElement, Layout);
    }

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        throw new NotSupportedException("Scenarios are read, never written.");
}
