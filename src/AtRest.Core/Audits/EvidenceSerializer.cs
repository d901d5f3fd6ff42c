using System.Text.Json;
using AtRest.Core.Clouds;

namespace AtRest.Core.Audits;

/// <summary>
/// Saves an audit's evidence and reads it again: UTF-8 JSON, indented, the same bytes for the same evidence. Evidence that is read and
/// written again is unchanged, byte for byte.
/// </summary>
public static class EvidenceSerializer
{
    public static void Write(AuditEvidence evidence, Stream stream) => JsonSerializer.Serialize(stream, evidence, CloudJson.Indented);

    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static Task WriteAsync(AuditEvidence evidence, Stream stream, CancellationToken cancellationToken) =>
        JsonSerializer.SerializeAsync(stream, evidence, CloudJson.Indented, cancellationToken);

    /// <exception cref="EvidenceFormatException">The stream does not contain the saved evidence of an audit.</exception>
    /// <exception cref="IOException">The stream could not be read.</exception>
    public static AuditEvidence Read(Stream stream) => EvidenceReader.Read(stream);

    /// <inheritdoc cref="Read"/>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static Task<AuditEvidence> ReadAsync(Stream stream, CancellationToken cancellationToken) => EvidenceReader.ReadAsync(stream, cancellationToken);
}
