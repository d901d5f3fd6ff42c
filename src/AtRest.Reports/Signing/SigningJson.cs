using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace AtRest.Reports.Signing;

/// <summary>How envelopes, statements and manifests are written and read. Members that are not known, or that are there twice, are refused.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(Envelope))]
[JsonSerializable(typeof(InTotoStatement))]
[JsonSerializable(typeof(Bundle.BundleManifest))]
internal sealed partial class SigningJson : JsonSerializerContext
{
    /// <summary>On one line, with the characters of Base64 as they are, so that a reader needs no JSON library.</summary>
    public static SigningJson Compact { get; } = new(OptionsFor(writeIndented: false));

    /// <summary>For people.</summary>
    public static SigningJson Indented { get; } = new(OptionsFor(writeIndented: true));

    public static JsonWriterOptions Writing { get; } = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static JsonSerializerOptions OptionsFor(bool writeIndented) => new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        AllowDuplicateProperties = false,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        WriteIndented = writeIndented,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
