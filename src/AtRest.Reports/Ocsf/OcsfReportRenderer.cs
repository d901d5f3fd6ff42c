using System.Text.Json;
using AtRest.Core.Audits;

namespace AtRest.Reports.Ocsf;

/// <summary>
/// One event a finding, each on a line: Compliance Finding of OCSF 1.5.0 (https://schema.ocsf.io/1.5.0/classes/compliance_finding), for SIEMs and data lakes.
/// </summary>
internal sealed class OcsfReportRenderer(ReportOptions options) : IReportRenderer
{
    public string Format => "ocsf";

    public string FileName => "report.ocsf.jsonl";

    public string MediaType => "application/jsonl";

    public async Task RenderAsync(AuditReport report, Stream stream, CancellationToken cancellationToken)
    {
        var buffer = new FlushingBuffer(stream);
        var json = new Utf8JsonWriter(buffer.Memory, JsonText.SingleLine);
        await using (json)
        {
            var events = new OcsfEvent(report, options, json);
            foreach (var audit in report.Clusters)
            {
                Write(events, json, buffer, FindingIds.Of(report.OrganizationId, audit.Cluster.Id, audit.Findings), audit);
                await buffer.FlushAsync(cancellationToken);
            }

            Write(events, json, buffer, FindingIds.Of(report.OrganizationId, null, report.Findings), audit: null);
            await buffer.EndAsync(cancellationToken);
        }
    }

    private static void Write(OcsfEvent events, Utf8JsonWriter json, FlushingBuffer buffer, IEnumerable<(Finding Finding, string Id)> findings, ClusterAudit? audit)
    {
        foreach (var (finding, id) in findings)
        {
            events.Write(finding, id, audit);
            json.Flush();
            json.Reset();
            buffer.Memory.Write("\n"u8);
        }
    }
}
