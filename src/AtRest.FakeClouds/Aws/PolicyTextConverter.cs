using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace AtRest.FakeClouds.Aws;

/// <summary>A policy in a scenario file: an object is written as JSON, a string is used unchanged, so that invalid policies can be tested.</summary>
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
            throw new JsonException("A policy is an object or a string.");
        }

        // Written again, because the file can contain comments and trailing commas, which are invalid in a policy.
        using JsonDocument document = JsonDocument.ParseValue(ref reader);
        return JsonSerializer.Serialize(document.RootElement, Layout);
    }

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        throw new NotSupportedException("Scenarios are read, never written.");
}
