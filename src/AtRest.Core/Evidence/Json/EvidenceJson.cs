using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace AtRest.Core.Evidence.Json;

/// <summary>The JSON form of evidence, for hashing, saving and reading.</summary>
internal static class EvidenceJson
{
    /// <summary>For hashes.</summary>
    public static JsonSerializerOptions Compact { get; } = Create(writeIndented: false);

    /// <summary>For files.</summary>
    public static JsonSerializerOptions Indented { get; } = Create(writeIndented: true);

    private static JsonSerializerOptions Create(bool writeIndented)
    {
        var options = new JsonSerializerOptions
        {
            // Uses reflection, because generated code ignores the defaults of init-only properties: a missing list would be an
            // uninitialized ImmutableArray and a missing retention 0 days.
            TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            WriteIndented = writeIndented,
            NewLine = "\n",
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            IgnoreReadOnlyProperties = true,
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = true,
            AllowDuplicateProperties = false,
            // Unknown properties are errors. This version cannot judge them, and ignoring them could turn a failure into a pass.
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            // Key policies are JSON in a string. The default encoder would make every quote in them unreadable.
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            Converters =
            {
                new TextConverter(),
                new UtcTimeConverter(),
                new ArnConverter(),
                new KmsKeyArnConverter(),
                new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false),
            },
        };
        options.MakeReadOnly();
        return options;
    }
}
