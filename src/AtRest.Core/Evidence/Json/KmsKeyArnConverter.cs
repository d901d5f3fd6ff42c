using System.Text.Json;
using System.Text.Json.Serialization;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Core.Evidence.Json;

/// <summary>Writes the ARN of a KMS key as its text.</summary>
internal sealed class KmsKeyArnConverter : JsonConverter<KmsKeyArn>
{
    public override KmsKeyArn Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && KmsKeyArn.TryParse(reader.GetString(), out var arn)
            ? arn
            : throw new JsonException("The ARN of a KMS key is expected: arn:aws:kms:region:account:key/key-id.");

    public override void Write(Utf8JsonWriter writer, KmsKeyArn value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
