using System.ComponentModel;
using System.Numerics;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using AtRest.Core.Audits;
using AtRest.Core.Inventory;
using AtRest.Core.Naming;

namespace AtRest.Reports.Json.Schema;

/// <summary>
/// The JSON Schema of <see cref="ReportDocument"/>, exported from the models and their attributes. <c>docs/schemas/report.schema.json</c> is its published copy:
/// a test compares them, and writes the copy again if <c>ATREST_TESTS_REWRITE</c> is set.
/// </summary>
internal sealed class ReportSchema
{
    private const string Definitions = "#/$defs/";

    private static readonly JsonSerializerOptions Models = new(ReportJsonContext.Default.Options)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        Converters = { new JsonStringEnumConverter() },
    };

    private static readonly JsonSerializerOptions File = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly JsonObject definitions = JsonNode.Parse("""
        {
          "text": { "type": "string", "minLength": 1 },
          "anyText": { "type": "string" },
          "uuid": { "type": "string", "pattern": "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$" },
          "sha256": { "type": "string", "pattern": "^[0-9a-f]{64}$" },
          "count": { "type": "integer", "minimum": 0 },
          "time": { "description": "ISO 8601, UTC.", "type": "string", "format": "date-time", "pattern": "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,7})?Z$" },
          "date": { "type": "string", "format": "date", "pattern": "^\\d{4}-\\d{2}-\\d{2}$" },
          "evidenceId": { "type": "string", "pattern": "^ev-[0-9a-f]{12}$" },
          "ruleId": { "type": "string", "pattern": "^[A-Z]+-[0-9]+$" },
          "adviceId": { "type": "string", "pattern": "^a[1-9][0-9]*$" },
          "statementId": { "type": "string", "pattern": "^s[1-9][0-9]*$" }
        }
        """)!.AsObject();

    private readonly Queue<(string Name, Type Type)> open = new();

    private ReportSchema()
    {
    }

    /// <summary>The text of the published file.</summary>
    public static string Text() => new ReportSchema().Export().ToJsonString(File) + "\n";

    private JsonObject Export()
    {
        definitions["verdict"] = WordsOf(WireWord.All(typeof(Verdict)));
        var root = Export(typeof(ReportDocument));
        while (open.TryDequeue(out var definition))
        {
            definitions[definition.Name] = Export(definition.Type);
        }

        return new JsonObject([
            KeyValuePair.Create<string, JsonNode?>("$schema", "https://json-schema.org/draft/2020-12/schema"),
            KeyValuePair.Create<string, JsonNode?>("$id", $"urn:atrest:schema:report:{AuditReport.CurrentSchemaVersion}"),
            KeyValuePair.Create<string, JsonNode?>("title", "AtRest report"),
            .. root.Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())),
            KeyValuePair.Create<string, JsonNode?>("$defs", definitions),
        ]);
    }

    private JsonObject Export(Type type) => Models.GetJsonSchemaAsNode(type, new() { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Transform }).AsObject();

    private JsonObject Transform(JsonSchemaExporterContext context, JsonNode node)
    {
        var type = Nullable.GetUnderlyingType(context.TypeInfo.Type) ?? context.TypeInfo.Type;
        var property = context.PropertyInfo;
        if (context.Path.Length > 0 && Reference(type) is { } reference)
        {
            return Described(reference, property?.AttributeProvider as MemberInfo);
        }

        if (type.GetCustomAttributes<VariantAttribute>().ToList() is { Count: > 0 } variants)
        {
            return OneOf(variants, node.AsObject());
        }

        return property?.AttributeProvider is MemberInfo member
            ? Described(OfProperty(type, member, property.IsRequired && property.IsGetNullable, node), member)
            : Described(OfType(type, node), context.TypeInfo.Kind == System.Text.Json.Serialization.Metadata.JsonTypeInfoKind.Object ? type : null);
    }

    /// <summary>A reference to a definition, which is exported later; null for a type without one.</summary>
    private JsonObject? Reference(Type type)
    {
        if (type == typeof(Verdict))
        {
            return To("verdict");
        }

        if (type.GetCustomAttribute<DefinitionAttribute>(inherit: false) is not { } definition)
        {
            return null;
        }

        if (definitions.TryAdd(definition.Name, null))
        {
            open.Enqueue((definition.Name, type));
        }

        return To(definition.Name);
    }

    private JsonObject OfProperty(Type type, MemberInfo member, bool canBeNull, JsonNode node)
    {
        var schema = member.GetCustomAttribute<WordsAttribute>() is { } words ? WordsOf([.. WireWord.All(words.Type), words.Further]) : OfType(type, node);
        if (member.GetCustomAttribute<ShapeAttribute>() is { } shape)
        {
            if (type == typeof(string))
            {
                schema = To(shape.Definition);
            }
            else
            {
                schema["items"] = To(shape.Definition);
            }
        }

        if (canBeNull && schema["$ref"] is { } definition)
        {
            // 'text' would demand a character: a text that may be null may be empty, too.
            var named = definitions[((string)definition!)[Definitions.Length..]]!.DeepClone().AsObject();
            named.Remove("minLength");
            named["type"] = new JsonArray(named["type"]!.DeepClone(), "null");
            schema = named;
        }

        return schema;
    }

    private static JsonObject OfType(Type type, JsonNode node) =>
        type == typeof(string) ? To("text")
        : type == typeof(int) ? To("count")
        : type == typeof(DateTimeOffset) ? To("time")
        : type == typeof(DateOnly) ? To("date")
        : type == typeof(EncryptionType) ? WordsOf(Enum.GetValues<EncryptionType>().Where(flag => BitOperations.IsPow2((int)flag)).Select(WireWord.Of))
        : type.IsEnum ? WordsOf(WireWord.All(type))
        : NotNull(node);

    /// <summary>A list or an object that has no value is absent: nothing is written as null.</summary>
    private static JsonObject NotNull(JsonNode node)
    {
        var schema = node.AsObject();
        if (schema["type"] is JsonArray types)
        {
            schema["type"] = types.First(entry => (string?)entry != "null")!.DeepClone();
        }

        return schema;
    }

    private static JsonObject Described(JsonObject schema, MemberInfo? member)
    {
        if (member?.GetCustomAttribute<SchemaAttribute>() is { } more)
        {
            var keywords = JsonNode.Parse(more.Json)!.AsObject();
            if (keywords.ContainsKey("type") || keywords.ContainsKey("enum"))
            {
                schema = [];
            }

            foreach (var (name, value) in keywords)
            {
                schema[name] = value?.DeepClone();
            }
        }

        if (member?.GetCustomAttribute<DescriptionAttribute>() is { } description)
        {
            schema.Insert(0, "description", description.Description);
        }

        return schema;
    }

    private JsonObject OneOf(List<VariantAttribute> variants, JsonObject whole)
    {
        var properties = whole["properties"]!.AsObject();
        foreach (var variant in variants)
        {
            string[] required = [.. variant.Required.Select(JsonNamingPolicy.CamelCase.ConvertName)];
            var schema = new JsonObject
            {
                ["type"] = "object",
                ["additionalProperties"] = false,
                ["required"] = new JsonArray(["type", .. required.Select(name => JsonValue.Create(name))]),
                ["properties"] = new JsonObject([
                    KeyValuePair.Create<string, JsonNode?>("type", WordsOf(variant.Types)),
                    .. required.Concat(variant.Optional.Select(JsonNamingPolicy.CamelCase.ConvertName)).Select(name => KeyValuePair.Create(name, properties[name]?.DeepClone())),
                ]),
            };
            if (variant.Description is { } description)
            {
                schema.Insert(0, "description", description);
            }

            definitions[variant.Name] = schema;
        }

        return new JsonObject { ["oneOf"] = new JsonArray([.. variants.Select(variant => To(variant.Name))]) };
    }

    private static JsonObject To(string definition) => new() { ["$ref"] = Definitions + definition };

    private static JsonObject WordsOf(IEnumerable<string> words) => new() { ["enum"] = new JsonArray([.. words.Select(word => JsonValue.Create(word))]) };
}
