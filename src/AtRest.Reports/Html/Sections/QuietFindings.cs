using AtRest.Core.Audits;
using AtRest.Reports.Html.Writing;

namespace AtRest.Reports.Html.Sections;

/// <summary>Findings that need no attention: folded on a screen, complete on paper.</summary>
internal static class QuietFindings
{
    public static void Write(HtmlWriter html, FindingContext context, string word, List<Finding> findings)
    {
        if (findings.Count == 0)
        {
            return;
        }

        var rules = string.Join(", ", findings.Select(finding => finding.RuleId).Distinct(StringComparer.Ordinal));
        html.Write($"""
            <details class="quiet">
            <summary><span class="summary-title">{Labels.Count(findings.Count, "check", "checks")} {word}</span> <span class="note">{rules}</span></summary>
            <table class="stack">
            <thead><tr><th scope="col">Rule</th><th scope="col">What was found</th><th scope="col">About</th><th scope="col">Evidence</th></tr></thead>
            <tbody>

            """);
        foreach (var finding in findings)
        {
            WriteRow(html, context, finding);
        }

        html.Write($"</tbody>\n</table>\n</details>\n");
    }

    private static void WriteRow(HtmlWriter html, FindingContext context, Finding finding)
    {
        html.Write($"""
            <tr><th scope="row"><a href="#rule-{finding.RuleId}">{finding.RuleId}</a></th><td data-label="Found"><span><strong>{finding.Title}.</strong> <span class="text">{finding.Message}</span></span></td><td data-label="About">
            """);
        if (ReportView.SubjectOf(finding, context.Cluster) is { } subject)
        {
            html.Write($"{subject}");
        }
        else
        {
            html.Write($"<code>{finding.Resource}</code>");
        }

        html.Write($"""
            </td><td data-label="Evidence"><span>
            """);
        for (var index = 0; index < finding.Evidence.Length; index++)
        {
            html.Write($"{(index == 0 ? string.Empty : " ")}");
            FindingSources.WriteId(html, context.View, finding.Evidence[index]);
        }

        html.Write($"</span></td></tr>\n");
    }
}
