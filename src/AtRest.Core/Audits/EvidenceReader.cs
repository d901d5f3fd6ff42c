using System.Text.Json;
using AtRest.Core.Clouds;
using AtRest.Core.Evidence.Json;
using AtRest.KeyPolicies.Parsing;

namespace AtRest.Core.Audits;

/// <summary>Reads saved evidence, or says what is wrong with it and where.</summary>
internal static class EvidenceReader
{
    public static AuditEvidence Read(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            using var document = Parse(utf8);
            CheckVersion(document.RootElement);
            var evidence = JsonSerializer.Deserialize<AuditEvidence>(utf8.Span, CloudJson.Indented)!;
            if (EvidenceIntegrity.Explain(document.RootElement) is { } changed)
            {
                throw new EvidenceFormatException($"The saved evidence was changed after AtRest saved it, so AtRest does not judge it: {changed}");
            }

            return EvidenceConsistency.Explain(evidence) is { } problem ? throw new EvidenceFormatException($"The saved evidence contradicts itself: {problem}") : evidence;
        }
        catch (JsonException exception)
        {
            throw new EvidenceFormatException($"The saved evidence cannot be read{JsonFault.Place(exception)}: {JsonFault.Reason(exception)}", exception);
        }
        catch (InvalidOperationException exception)
        {
            // System.Text.Json throws this for bytes or escapes that are not Unicode.
            throw new EvidenceFormatException($"The saved evidence cannot be read: a text in it is not valid Unicode.", exception);
        }
    }

    private static JsonDocument Parse(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            return JsonDocument.Parse(utf8);
        }
        catch (JsonException exception)
        {
            throw new EvidenceFormatException($"The saved evidence is not JSON{JsonFault.Place(exception)}. {JsonSyntax.Explain(exception, utf8.Span)}", exception);
        }
    }

    /// <summary>Checked first, because the properties of another version would only be reported as unknown.</summary>
    private static void CheckVersion(JsonElement root)
    {
        var version = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("schemaVersion", out var property) && property.ValueKind == JsonValueKind.String
            ? property.GetString()
            : throw new EvidenceFormatException("This is not the saved evidence of an audit: it has no 'schemaVersion'.");
        if (version != AuditEvidence.CurrentSchemaVersion)
        {
            throw new EvidenceFormatException(
                $"The saved evidence has schema version '{version}', but this version of AtRest reads '{AuditEvidence.CurrentSchemaVersion}'. Judge it with the version that saved it.");
        }
    }
}
