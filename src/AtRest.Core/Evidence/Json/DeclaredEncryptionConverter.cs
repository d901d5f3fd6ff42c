using System.Text.Json;
using System.Text.Json.Serialization;
using AtRest.Core.Inventory;

namespace AtRest.Core.Evidence.Json;

/// <summary>Writes the four types flat, like an inventory, and rejects properties that do not belong to the type.</summary>
internal sealed class DeclaredEncryptionConverter : JsonConverter<DeclaredEncryption>
{

    public override DeclaredEncryption Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JsonSerializer.Deserialize<DeclaredEncryptionJson>(ref reader, options)?.ToModel()
        ?? throw new JsonException("The encryption's properties do not belong to its type.");

    public override void Write(Utf8JsonWriter writer, DeclaredEncryption value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, DeclaredEncryptionJson.Of(value), options);
}
