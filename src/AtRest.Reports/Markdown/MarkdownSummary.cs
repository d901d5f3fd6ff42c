using System.Globalization;
using System.Text;
using AtRest.Core.Audits;
using AtRest.Core.Naming;

namespace AtRest.Reports.Markdown;

/// <summary>Writes the summary, the most important first, until it is as long as it may be. What does not fit is counted.</summary>
internal sealed class MarkdownSummary(AuditReport report, RuleSummaries action, IReadOnlyList<FindingGroup> unknown, ReportOptions options)
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
        List("### What needs action", [.. Actions()], "rules and causes");
        List(
            "### Clusters",
            [.. report.Summaries.Where(cluster => cluster.Verdict != Verdict.Compliant || cluster.OpenFailures > 0).Select(Of)],
            "clusters");
        List("### Changes since the previous report", [.. report.Changes.Select(change => $"- {MarkdownText.Prose("Change: " + change.Message, LongestText)}")], "changes");
        text.Append(CultureInfo.InvariantCulture, $"Report {MarkdownText.Code(report.ReportId)} by {MarkdownText.Prose($"{report.Tool.Name} {report.Tool.Version}", LongestName)}. It covers the state at one moment, and the other formats have every finding with its evidence.\n");
        return text.ToString();
    }

    /// <summary>Rules and causes together, the most urgent first.</summary>
    private IEnumerable<string> Actions()
    {
        var shown = unknown.SelectMany(group => group.Clusters.Take(RuleSummary.NamesShown)).ToHashSet(StringComparer.Ordinal);
        var names = report.Summaries.Where(cluster => shown.Contains(cluster.Id)).DistinctBy(cluster => cluster.Id).ToDictionary(cluster => cluster.Id, cluster => cluster.Name, StringComparer.Ordinal);
        return action.Urgent.Select(rule => (Urgency: FindingUrgency.Of(rule.Worst), Line: Of(rule)))
            .Concat(unknown.Select(cause => (Urgency: FindingUrgency.Of(cause.First), Line: Of(cause, names))))
            .OrderBy(item => item.Urgency)
            .Select(item => item.Line);
    }

    /// <summary>What could not be judged for one reason, once for all its rules and clusters.</summary>
    private static string Of(FindingGroup cause, Dictionary<string, string> names)
    {
        var rules = string.Join(", ", cause.Rules.Select(rule => MarkdownText.Code(rule, LongestName)));
        var clusters = cause.Clusters.Take(RuleSummary.NamesShown).Select(id => names[id]).ToList();
        var more = cause.MessageCount > 1 ? string.Create(CultureInfo.InvariantCulture, $" And {cause.MessageCount - 1} more of this kind.") : "";
        return $"- **Not judged** ({WireWord.Of(cause.First.Severity)}, {WireWord.Of(cause.First.Level)}), {Count(cause.Count, "check", "checks")} of {rules}{Where(clusters, cause.Clusters.Length)}: {MarkdownText.Prose(cause.Messages[0], LongestText)}{more}{Todo(cause.First)}";
    }

    private static string Where(IReadOnlyCollection<string> names, int count) => names.Count == 0 ? ""
        : $" in {string.Join(", ", names.Select(cluster => MarkdownText.Code(cluster, LongestName)))}{(count > names.Count ? string.Create(CultureInfo.InvariantCulture, $" and {count - names.Count} more") : "")}";

    private static string Todo(Finding finding) => finding.Remedy is { } remedy ? $" To do: {MarkdownText.Prose(remedy, LongestText)}" : "";

    private string Of(RuleSummary rule)
    {
        var worst = rule.Worst;
        var name = options.RulePage(worst.RuleId) is { } page && Uri.TryCreate(page, UriKind.Absolute, out var address) ? $"[**{Id(worst)}**](<{address.AbsoluteUri}>)" : $"**{Id(worst)}**";
        return $"- {name} ({WireWord.Of(worst.Severity)}, {WireWord.Of(worst.Level)}), {Count(rule.Failing, "failure", "failures")}{Where(rule.Names, rule.Failing)}: {MarkdownText.Prose(worst.Message, LongestText)}{Todo(worst)}";
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
