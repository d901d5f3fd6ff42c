using System.Text.Json;
using System.Text.Json.Serialization;

namespace AtRest.FakeClouds.Scenarios;

internal sealed class ScenarioTimeConverter : JsonConverter<ScenarioTime>
{
    public override ScenarioTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            throw new JsonException("A time is a string: ISO 8601, or relative to the start such as now-400d.");
        }

        try
        {
            return ScenarioTime.Parse(reader.GetString()!);
        }
        catch (FormatException malformed)
        {
            throw new JsonException(malformed.Message, malformed);
        }
    }

    public override void Write(Utf8JsonWriter writer, ScenarioTime value, JsonSerializerOptions options) =>
        throw new NotSupportedException("Scenarios are read, never written.");
}
