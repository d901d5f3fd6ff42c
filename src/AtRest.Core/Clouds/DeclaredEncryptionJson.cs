using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using AtRest.Core.Inventory;

namespace AtRest.Core.Clouds;

/// <summary>The flat JSON form of <see cref="DeclaredEncryption"/>, with the property names of the inventory.</summary>
internal sealed class DeclaredEncryptionJson
{
    private readonly Dictionary<string, object> values = [];

    public required EncryptionType Type { get; init; }

    public static DeclaredEncryptionJson Of(DeclaredEncryption declared)
    {
        var json = new DeclaredEncryptionJson { Type = declared.Type };
        foreach (var form in EncryptionForms.All)
        {
            foreach (var (property, value) in form.Properties.Zip(form.ValuesOf(declared) ?? []))
            {
                json.Set(property.Name, value);
            }
        }

        return json;
    }

    /// <summary>Null if the properties do not match the type. Undeclared clusters exist only during an audit, never in evidence, so their type is rejected like any other wrong type.</summary>
    public DeclaredEncryption? ToModel() => EncryptionForms.All
        .Where(form => form.Type == Type && values.Keys.All(name => form.Properties.Any(property => property.Name == name)))
        .Select(form => form.Of(values))
        .FirstOrDefault(declared => declared is not null);

    /// <summary>Adds the properties of all forms to the contract.</summary>
    public static void AddProperties(JsonTypeInfo type)
    {
        if (type.Type != typeof(DeclaredEncryptionJson))
        {
            return;
        }

        foreach (var (name, valueType) in EncryptionForms.Properties)
        {
            var property = type.CreateJsonPropertyInfo(valueType, name);
            property.Get = json => ((DeclaredEncryptionJson)json).values.GetValueOrDefault(name);
            property.Set = (json, value) => ((DeclaredEncryptionJson)json).Set(name, value);
            property.ShouldSerialize = (_, value) => value is not null;
            type.Properties.Add(property);
        }
    }

    private void Set(string name, object? value)
    {
        if (value is not null)
        {
            values[name] = value;
        }
    }
}

/// <summary>Writes declared encryption flat, like an inventory, and rejects properties that do not belong to the type.</summary>
internal sealed class DeclaredEncryptionConverter : JsonConverter<DeclaredEncryption>
{
    public override DeclaredEncryption Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JsonSerializer.Deserialize<DeclaredEncryptionJson>(ref reader, options)?.ToModel()
        ?? throw new JsonException("The encryption's properties do not belong to its type.");

    public override void Write(Utf8JsonWriter writer, DeclaredEncryption value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, DeclaredEncryptionJson.Of(value), options);
}
