using System.Text.Json;
using System.Text.Json.Serialization;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Core.Evidence.Json;

/// <summary>Writes an ARN as its text.</summary>
internal sealed class ArnConverter : JsonConverter<Arn>
{
    public override Arn Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && Arn.TryParse(reader.GetString(), out var arn)
            ? arn
            : throw new JsonException("An ARN is expected: arn:partition:service:region:account:resource.");

    public override void Write(Utf8JsonWriter writer, Arn value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
