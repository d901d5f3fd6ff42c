using System.Text.Json;
using AtRest.Core.Evidence;
using AtRest.Core.Evidence.Json;

namespace AtRest.Core.Audits.History;

/// <summary>Saves what a later report needs of a report, and reads it again item by item. It is a small part of the report, which has the same content.</summary>
public static class ComparedSerializer
{
    /// <summary>The same bytes for the same report.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static Task WriteAsync(PreviousAudit audit, Stream stream, CancellationToken cancellationToken) => JsonSerializer.SerializeAsync(stream, audit, EvidenceJson.Compact, cancellationToken);

    /// <exception cref="ReportFormatException">The stream has another content: another version wrote it, or it was changed.</exception>
    public static async Task<PreviousAudit> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        try
        {
            var audit = await JsonSerializer.DeserializeAsync<PreviousAudit>(stream, EvidenceJson.Compact, cancellationToken)
                ?? throw new ReportFormatException("The stored comparison is empty.");
            return audit.KeyPolicies.Any(policy => policy.Sha256 != EvidenceHash.OfText(policy.Policy)) ? throw new ReportFormatException("A key policy in the stored comparison was changed.") : audit;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new ReportFormatException($"The stored comparison cannot be read: {exception.Message}", exception);
        }
    }
}
