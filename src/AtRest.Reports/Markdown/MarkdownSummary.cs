using System.Globalization;
using System.Text;
using AtRest.Core.Audits;
using AtRest.Core.Naming;

namespace AtRest.Reports.Markdown;

/// <summary>Writes the summary, the most important first, until it is as long as it may be. What does not fit is counted.</summary>
internal sealed class MarkdownSummary(AuditReport report, RuleSummaries action, ReportOptions options)
{
    /// <summary>A comment on GitHub has at most 65,536 characters (https://github.com/orgs/community/discussions/27190). Bytes are counted, which are never fewer.</summary>
    public const int MostBytes = 65_536;

    /// <summary>For what is counted instead of listed, and for the last line.</summary>
    private const int Reserve = 2_048;

    private const int LongestName = 100;
    private const int LongestText = 500;
    private const int LongestHeadline = 2_000;

    private readonly StringBuilder text = new();
    private int bytes;

    public string Write()
    {
        Line($"## Encryption at rest: {VerdictText.Of(report.Verdict)}");
        if (report.Demo)
        {
            Line("**Demo:** this fleet is invented.");
        }

        Line($"Organization {MarkdownText.Code(report.OrganizationName, LongestName)}, {report.GeneratedAt.UtcDateTime.ToString("d MMMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture)}. {MarkdownText.Prose(report.Headline, LongestHeadline)}.");
        Line($"""
            | compliant | non-compliant | indeterminate | waived failures |
            | ---: | ---: | ---: | ---: |
            | {report.Summary.Compliant} | {report.Summary.NonCompliant} | {report.Summary.Indeterminate} | {report.WaivedFailures} |
            """);
        List("### What needs action", [.. action.Urgent.Select(Of)], "rules");
        List(
            "### Clusters",
            [.. report.Summaries.Where(cluster => cluster.Verdict != Verdict.Compliant || cluster.OpenFailures > 0).Select(Of)],
            "clusters");
        List("### Changes since the previous report", [.. report.Changes.Select(change => $"- {MarkdownText.Prose("Change: " + change.Message, LongestText)}")], "changes");
        text.Append(CultureInfo.InvariantCulture, $"Report {MarkdownText.Code(report.ReportId)} by {MarkdownText.Prose($"{report.Tool.Name} {report.Tool.Version}", LongestName)}. It covers the state at one moment, and the other formats have every finding with its evidence.\n");
        return text.ToString();
    }

    private string Of(RuleSummary rule)
    {
        var worst = rule.Worst;
        var name = options.RulePage(worst.RuleId) is { } page && Uri.TryCreate(page, UriKind.Absolute, out var address) ? $"[**{Id(worst)}**](<{address.AbsoluteUri}>)" : $"**{Id(worst)}**";
        var counts = string.Join(", ", new[] { Count(rule.Failing, "failure", "failures"), Count(rule.Unknown, "unknown", "unknown") }.OfType<string>());
        var others = rule.Failing + rule.Unknown - rule.Names.Count;
        var where = rule.Names.Count == 0 ? "" : $" in {string.Join(", ", rule.Names.Select(cluster => MarkdownText.Code(cluster, LongestName)))}{(others > 0 ? string.Create(CultureInfo.InvariantCulture, $" and {others} more") : "")}";
        var remedy = worst.Remedy is { } todo ? $" To do: {MarkdownText.Prose(todo, LongestText)}" : "";
        return $"- {name} ({WireWord.Of(worst.Severity)}, {WireWord.Of(worst.Level)}), {counts}{where}: {MarkdownText.Prose(worst.Message, LongestText)}{remedy}";
    }

    private static string Of(ClusterSummary cluster)
    {
        var verdict = cluster.IsNotEvaluated ? "could not be evaluated" : VerdictText.Of(cluster.Verdict);
        var rules = cluster.IsNotEvaluated ? "" : string.Join("; ", new[]
        {
            Rules("failed", cluster.FailingRules),
            Rules("unknown", cluster.UnknownRules),
            Count(cluster.WaivedFailures, "waived failure", "waived failures"),
        }.OfType<string>());
        return $"- {MarkdownText.Code(cluster.Name, LongestName)}: {verdict}{(rules.Length == 0 ? "" : $" ({rules})")}";
    }

    private static string Id(Finding finding) => MarkdownText.Code(finding.RuleId, LongestName);

    private static string? Rules(string what, IReadOnlyCollection<string> ids) => ids.Count == 0 ? null : $"{what}: {string.Join(", ", ids.Select(id => MarkdownText.Code(id, LongestName)))}";

    private static string? Count(int count, string one, string many) => count == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many)}");

    private void List(string heading, IReadOnlyList<string> items, string what)
    {
        if (items.Count == 0)
        {
            return;
        }

        Line(heading);
        var shown = 0;
        while (shown < items.Count && bytes + Encoding.UTF8.GetByteCount(items[shown]) + 1 <= MostBytes - Reserve)
        {
            Append(items[shown] + "\n");
            shown++;
        }

        if (shown < items.Count)
        {
            Append(string.Create(CultureInfo.InvariantCulture, $"- and {items.Count - shown} more {what}\n"));
        }

        Append("\n");
    }

    private void Line(string line) => Append(line.ReplaceLineEndings("\n") + "\n\n");

    private void Append(string part)
    {
        text.Append(part);
        bytes += Encoding.UTF8.GetByteCount(part);
    }
}
