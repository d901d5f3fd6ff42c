using System.Text.Json;
using AtRest.Core.Audits;

namespace AtRest.Reports.Json;

/// <summary>Who ordered the audit, by which inventory, what it speaks about, and with which identities it read.</summary>
internal static class ProvenanceElements
{
    public static void Write(Utf8JsonWriter json, AuditReport report)
    {
        if (report.OrderedBy is { } orderer)
        {
            json.WriteStartObject("orderedBy");
            json.WriteString("cause", ReportWords.Of(orderer.Cause));
            json.WriteTextIfAny("name", orderer.Name);
            json.WriteTextIfAny("detail", orderer.Detail);
            json.WriteEndObject();
        }

        json.WriteTextIfAny("inventorySha256", report.InventorySha256);
        WritePeriod(json, report.Period);
        WriteReaders(json, report);
    }

    private static void WritePeriod(Utf8JsonWriter json, ReportPeriod period)
    {
        json.WriteStartObject("period");
        json.WriteTime("moment", period.Moment);
        if (period is { ReadFrom: { } first, ReadUntil: { } last })
        {
            json.WriteTime("readFrom", first);
            json.WriteTime("readUntil", last);
        }

        json.WriteTime("recordsSince", period.RecordsSince);
        json.WriteEndObject();
    }

    private static void WriteReaders(Utf8JsonWriter json, AuditReport report)
    {
        json.WriteStartArray("collectedAs");
        foreach (var reader in report.CollectedAs)
        {
            json.WriteStartObject();
            json.WriteText("cloud", reader.Cloud);
            json.WriteText("account", reader.Account);
            json.WriteTextIfAny("identity", reader.Identity);
            json.WriteText("source", reader.Source);
            json.WriteTextIfAny("detail", reader.Detail);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
