using System.Text.Json;
using AtRest.Core.Audits;

namespace AtRest.Reports.Json;

/// <summary>An element of <c>evidence</c>.</summary>
internal static class EvidenceElement
{
    public static void Write(Utf8JsonWriter json, EvidenceEntry entry)
    {
        json.WriteStartObject();
        json.WriteText("id", entry.Id);
        json.WriteText("source", entry.Source);
        json.WriteText("resource", entry.Resource);
        json.WriteTime("collectedAt", entry.CollectedAt);
        json.WriteText("sha256", entry.Sha256);
        json.WriteString("outcome", ReportWords.Of(entry.Outcome));
        json.WriteTextIfAny("detail", entry.Detail);
        json.WriteEndObject();
    }
}
