using System.Text.Json;
using AtRest.Core.Audits;
using AtRest.Core.Rules;

namespace AtRest.Reports.Json;

/// <summary>The document that <c>docs/schemas/report.schema.json</c> describes. Fields may be added, never changed.</summary>
internal static class ReportDocument
{
    public static async Task WriteAsync(AuditReport report, Stream stream, JsonWriterOptions options, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await using (var json = new Utf8JsonWriter(stream, options))
        {
            json.WriteStartObject();
            WriteHead(json, report);
            json.WriteStartArray("clusters");
            foreach (var cluster in report.Clusters)
            {
                ClusterElement.Write(json, cluster);
                await json.FlushAsync(cancellationToken);
            }

            json.WriteEndArray();
            WriteTail(json, report);
            json.WriteEndObject();
        }

        await stream.WriteAsync("\n"u8.ToArray(), cancellationToken);
        await stream.FlushAsync(cancellationToken);
    }

    private static void WriteHead(Utf8JsonWriter json, AuditReport report)
    {
        json.WriteText("schemaVersion", report.SchemaVersion);
        json.WriteText("reportId", report.ReportId);
        json.WriteText("auditId", report.AuditId);
        json.WriteStartObject("organization");
        json.WriteText("id", report.OrganizationId);
        json.WriteText("name", report.OrganizationName);
        json.WriteEndObject();
        json.WriteTime("generatedAt", report.GeneratedAt);
        json.WriteStartObject("tool");
        json.WriteText("name", report.Tool.Name);
        json.WriteText("version", report.Tool.Version);
        json.WriteEndObject();
        json.WriteStartObject("parameters");
        json.WriteNumber("retentionDays", report.Parameters.RetentionDays);
        json.WriteEndObject();
        if (report.Demo)
        {
            json.WriteBoolean("demo", true);
        }

        json.WriteString("scope", ReportWords.Of(report.Scope));
        if (!report.LeftOut.IsEmpty)
        {
            json.WriteStartArray("leftOut");
            foreach (var id in report.LeftOut)
            {
                json.WriteTextValue(id);
            }

            json.WriteEndArray();
        }

        json.WriteText("headline", report.Headline);
        ProvenanceElements.Write(json, report);
        json.WriteString("verdict", ReportWords.Of(report.Verdict));
        WriteSummary(json, report);
    }

    private static void WriteSummary(Utf8JsonWriter json, AuditReport report)
    {
        var summary = report.Summary;
        json.WriteStartObject("summary");
        json.WriteNumber("clusters", summary.Clusters);
        json.WriteNumber("undeclared", summary.Undeclared);
        json.WriteNumber("compliant", summary.Compliant);
        json.WriteNumber("nonCompliant", summary.NonCompliant);
        json.WriteNumber("indeterminate", summary.Indeterminate);
        json.WriteStartObject("findings");
        foreach (var status in Enum.GetValues<FindingStatus>())
        {
            json.WriteNumber(ReportWords.Of(status), summary.Findings.GetValueOrDefault(status));
        }

        json.WriteEndObject();
        json.WriteNumber("waived", report.WaivedFailures);
        json.WriteEndObject();
    }

    private static void WriteTail(Utf8JsonWriter json, AuditReport report)
    {
        json.WriteStartArray("findings");
        foreach (var finding in report.Findings)
        {
            FindingElement.Write(json, finding);
        }

        json.WriteEndArray();
        json.WriteStartArray("waivers");
        foreach (var use in report.Waivers)
        {
            json.WriteStartObject();
            WaiverElement.WriteFields(json, use.Waiver);
            json.WriteString("state", ReportWords.Of(use.State));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("evidence");
        foreach (var entry in report.Evidence)
        {
            EvidenceElement.Write(json, entry);
        }

        json.WriteEndArray();

        json.WriteStartArray("frameworks");
        foreach (var framework in report.Frameworks)
        {
            FrameworkElement.Write(json, framework);
        }

        json.WriteEndArray();
        HistoryElements.Write(json, report);
    }
}
