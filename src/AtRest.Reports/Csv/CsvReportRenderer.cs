using System.Buffers;
using System.Globalization;
using System.Text;
using AtRest.Core.Audits;
using AtRest.Core.Naming;
using AtRest.Reports.Json;

namespace AtRest.Reports.Csv;

/// <summary>
/// One row a finding, as RFC 4180 (https://www.rfc-editor.org/rfc/rfc4180), in UTF-8 with a byte order mark: without it, Excel reads the file in the code page of the machine.
/// Columns are only added, at the end.
/// </summary>
internal sealed class CsvReportRenderer : IReportRenderer
{
    private const string LineEnd = "\r\n";

    /// <summary>Also what separates fields where the separator of lists is not a comma.</summary>
    private static readonly SearchValues<char> Quoted = SearchValues.Create("\",;\t\r\n ");

    private static readonly UTF8Encoding WithMark = new(encoderShouldEmitUTF8Identifier: true);

    private static readonly string[] Columns =
    [
        "findingId", "reportId", "auditId", "generatedAt", "demo", "organizationId", "organizationName",
        "clusterId", "clusterName", "stage", "provider", "region", "declaredType", "verdict", "notEvaluated",
        "ruleId", "title", "level", "severity", "status", "waived", "resource", "message", "consequence", "remedy",
        "waiverReason", "waiverOwner", "waiverApprovedBy", "waiverExpires", "evidence", "relatedControls",
    ];

    public string Format => "csv";

    public string FileName => "report.csv";

    public string MediaType => "text/csv; charset=utf-8";

    public async Task RenderAsync(AuditReport report, Stream stream, CancellationToken cancellationToken)
    {
        var buffer = new FlushingBuffer(stream);
        using var writer = new StreamWriter(buffer.Memory, WithMark, leaveOpen: true);
        Row(writer, Columns);
        foreach (var audit in report.Clusters)
        {
            Write(writer, report, audit, audit.Findings);
            await writer.FlushAsync(cancellationToken);
            await buffer.FlushAsync(cancellationToken);
        }

        Write(writer, report, audit: null, report.Findings);
        await writer.FlushAsync(cancellationToken);
        await buffer.EndAsync(cancellationToken);
    }

    private static void Write(StreamWriter writer, AuditReport report, ClusterAudit? audit, IEnumerable<Finding> findings)
    {
        var cluster = audit?.Cluster;
        foreach (var (finding, id) in FindingIds.Of(report.OrganizationId, cluster?.Id, findings))
        {
            Row(writer,
            [
                id, report.ReportId, report.AuditId, Timestamp.Iso(report.GeneratedAt), YesOrNo(report.Demo), report.OrganizationId, report.OrganizationName,
                cluster?.Id, cluster?.Name, cluster?.Stage, cluster is null ? null : ClusterElement.WordOf(cluster.Provider), cluster?.Region,
                cluster is null ? null : SharedParts.WordOf(cluster.Encryption.Type), audit is null ? null : WireWord.Of(audit.Verdict), audit?.NotEvaluated,
                finding.RuleId, finding.Title, WireWord.Of(finding.Level), WireWord.Of(finding.Severity), WireWord.Of(finding.Status), YesOrNo(finding.Waiver is not null),
                finding.Resource, finding.Message, finding.Consequence, finding.Remedy,
                finding.Waiver?.Reason, finding.Waiver?.Owner, finding.Waiver?.ApprovedBy, finding.Waiver?.Expires.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                string.Join(' ', finding.Evidence), string.Join(" | ", finding.Controls.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => $"{entry.Key}: {string.Join(", ", entry.Value)}")),
            ]);
        }
    }

    private static string YesOrNo(bool value) => value ? "yes" : "no";

    private static void Row(StreamWriter writer, string?[] values)
    {
        for (var index = 0; index < values.Length; index++)
        {
            writer.Write(index == 0 ? "" : ",");
            writer.Write(Field(values[index] ?? ""));
        }

        writer.Write(LineEnd);
    }

    private static string Field(string value)
    {
        var text = FormulaGuard.Protect(VisibleText.Of(value));
        return text.AsSpan().ContainsAny(Quoted) ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }
}
