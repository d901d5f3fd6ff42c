using System.Text.Json;
using AtRest.Core.Audits;
using AtRest.Core.Naming;
using AtRest.Core.Rules;

namespace AtRest.Reports.Sarif;

/// <summary>A report as a SARIF log: every finding is a result, and its locations are the names of the cluster and of what was judged.</summary>
internal sealed class SarifReportRenderer(ReportOptions options) : IReportRenderer
{
    public string Format => "sarif";

    public string FileName => "report.sarif";

    public string MediaType => "application/sarif+json";

    public async Task RenderAsync(AuditReport report, Stream stream, CancellationToken cancellationToken)
    {
        var json = new Utf8JsonWriter(stream, JsonText.Indented);
        await using (json)
        {
            var writer = new SarifWriter(json, [.. RuleCatalog.Descriptors]);
            writer.Start(report.Tool, options, () => WriteRun(json, report));
            foreach (var audit in report.Clusters)
            {
                var name = $"{report.OrganizationId}/{audit.Cluster.Id}";
                foreach (var (finding, id) in FindingIds.Of(report.OrganizationId, audit.Cluster.Id, audit.Findings))
                {
                    writer.Result(finding, id, () => WriteLocation(json, writer, audit.Cluster.Name, name, finding.Resource));
                }

                cancellationToken.ThrowIfCancellationRequested();
                await json.FlushAsync(cancellationToken);
            }

            foreach (var (finding, id) in FindingIds.Of(report.OrganizationId, null, report.Findings))
            {
                writer.Result(finding, id, () => WriteLocation(json, writer, report.OrganizationName, report.OrganizationId, finding.Resource));
            }

            writer.End();
            await json.FlushAsync(cancellationToken);
        }

        await stream.WriteAsync("\n"u8.ToArray(), cancellationToken);
        await stream.FlushAsync(cancellationToken);
    }

    private static void WriteRun(Utf8JsonWriter json, AuditReport report)
    {
        json.WriteStartObject("automationDetails");
        json.Text("id", $"atrest/{report.OrganizationId}/{report.ReportId}");
        json.WriteEndObject();
        json.WriteStartArray("invocations");
        json.WriteStartObject();
        json.WriteBoolean("executionSuccessful", true);
        json.WriteString("endTimeUtc", Timestamp.Iso(report.GeneratedAt));
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartObject("properties");
        json.Text("reportId", report.ReportId);
        json.Text("auditId", report.AuditId);
        json.Text("organization", report.OrganizationName);
        json.WriteString("verdict", WireWord.Of(report.Verdict));
        json.WriteString("scope", WireWord.Of(report.Scope));
        json.Text("headline", report.Headline);
        json.WriteBoolean("demo", report.Demo);
        json.WriteEndObject();
    }

    private static void WriteLocation(Utf8JsonWriter json, SarifWriter writer, string name, string fullName, string? resource)
    {
        json.WriteStartObject();
        json.WriteStartArray("logicalLocations");
        writer.LogicalLocation(name, fullName, "resource");
        if (resource is not null)
        {
            writer.LogicalLocation(resource, resource, "resource");
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
