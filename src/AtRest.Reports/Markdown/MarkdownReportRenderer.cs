using System.Text;
using AtRest.Core.Audits;
using AtRest.Core.Rules;

namespace AtRest.Reports.Markdown;

/// <summary>A summary for a pull request or a chat: what needs action, at most as long as a comment on GitHub may be.</summary>
internal sealed class MarkdownReportRenderer(ReportOptions options) : IReportRenderer
{
    public string Format => "md";

    public string FileName => "report.md";

    public string MediaType => "text/markdown; charset=utf-8";

    public async Task RenderAsync(AuditReport report, Stream stream, CancellationToken cancellationToken)
    {
        var (action, groups) = (new RuleSummaries(), new FindingGroups(report));
        foreach (var audit in report.Clusters)
        {
            cancellationToken.ThrowIfCancellationRequested();
            action.Add(audit.Cluster.Name, audit.Findings);
            groups.Add(audit);
        }

        action.Add(cluster: null, report.Findings);
        var text = new MarkdownSummary(report, action, [.. groups.All().Where(group => group.First.Status == FindingStatus.Unknown)], options).Write();
        await stream.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);
        await stream.FlushAsync(cancellationToken);
    }
}
