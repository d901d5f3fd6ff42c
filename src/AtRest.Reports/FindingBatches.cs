using System.Text.Json;
using AtRest.Core.Audits;
using AtRest.Reports.Asff;
using AtRest.Reports.Ocsf;

namespace AtRest.Reports;

/// <summary>Writes one finding of the report for which it was made.</summary>
internal delegate void WriteFinding(Finding finding, string id, ClusterAudit? audit);

/// <summary>Puts findings into batches of at most 100 findings and, unless one finding is larger, 256 KiB. One batch is in memory at a time.</summary>
internal sealed class FindingBatches(string format, string begin, string end, Func<AuditReport, FindingTarget, Utf8JsonWriter, WriteFinding> open) : IFindingBatches
{
    /// <summary>Security Hub takes no more: https://docs.aws.amazon.com/securityhub/latest/partnerguide/guidelines-batchimportfindings.html.</summary>
    public const int MostFindings = 100;

    /// <summary>Below the limits of Security Hub (6 MB) and of common collectors, such as 1 MiB.</summary>
    public const int MostBytes = 256 * 1024;

    public string Format => format;

    /// <summary>A JSON array of events.</summary>
    public static FindingBatches Ocsf(ReportOptions options) => new("ocsf", "[", "]", (report, _, json) => new OcsfEvent(report, options, json).Write);

    /// <summary>The request of <c>BatchImportFindings</c>.</summary>
    public static FindingBatches Asff(ReportOptions options) => new("asff", "{\"Findings\":[", "]}", (report, target, json) => new AsffFinding(report, options, target, json).Write);

    public IEnumerable<FindingBatch> Write(AuditReport report, FindingTarget target)
    {
        using var finding = new MemoryStream();
        using var body = new MemoryStream();
        using var json = new Utf8JsonWriter(finding, JsonText.SingleLine);
        var write = open(report, target, json);
        var count = 0;
        foreach (var (one, id, audit) in All(report))
        {
            write(one, id, audit);
            json.Flush();
            json.Reset();
            if (count == MostFindings || (count > 0 && body.Length + finding.Length + end.Length + 1 > MostBytes))
            {
                yield return End();
            }

            Append(count == 0 ? begin : ",");
            finding.WriteTo(body);
            finding.SetLength(0);
            count++;
        }

        if (count > 0)
        {
            yield return End();
        }

        FindingBatch End()
        {
            Append(end);
            var batch = new FindingBatch(body.ToArray(), count);
            body.SetLength(0);
            count = 0;
            return batch;
        }

        void Append(string text) => body.Write(System.Text.Encoding.ASCII.GetBytes(text));
    }

    private static IEnumerable<(Finding Finding, string Id, ClusterAudit? Audit)> All(AuditReport report) =>
        report.Clusters.SelectMany(audit => FindingIds.Of(report.OrganizationId, audit.Cluster.Id, audit.Findings).Select(entry => (entry.Finding, entry.Id, (ClusterAudit?)audit)))
            .Concat(FindingIds.Of(report.OrganizationId, null, report.Findings).Select(entry => (entry.Finding, entry.Id, (ClusterAudit?)null)));
}
