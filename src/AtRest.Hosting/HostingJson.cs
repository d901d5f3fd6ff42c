using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using AtRest.Core.Audits;

namespace AtRest.Hosting;

/// <summary>The JSON of blobs and messages.</summary>
internal static class HostingJson
{
    public static JsonSerializerOptions Options { get; } = Create();

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions
        {
            // Reflection, because generated code ignores the defaults of init-only properties.
            TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = true,
            Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false), new AuditEvidenceConverter() },
        };
        options.MakeReadOnly();
        return options;
    }

    /// <summary>Evidence has its own JSON form, which Core defines.</summary>
    private sealed class AuditEvidenceConverter : JsonConverter<AuditEvidence>
    {
        public override AuditEvidence Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            using var document = JsonDocument.ParseValue(ref reader);
            using var buffer = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(document.RootElement));
            try
            {
                return EvidenceSerializer.Read(buffer);
            }
            catch (EvidenceFormatException exception)
            {
                throw new JsonException(exception.Message, exception);
            }
        }

        public override void Write(Utf8JsonWriter writer, AuditEvidence value, JsonSerializerOptions options)
        {
            using var buffer = new MemoryStream();
            EvidenceSerializer.Write(value, buffer);
            writer.WriteRawValue(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
        }
    }
}
