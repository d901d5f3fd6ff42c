using AtRest.Core.Audits;
using AtRest.Reports.Html.Writing;

namespace AtRest.Reports.Html.Sections;

/// <summary>
/// Findings that need no attention: folded on a screen, complete on paper. A row for each, by what it is about. The rule's text and controls are in the table of rules, and
/// the calls in the list of evidence. Fleets have many of these rows, so they leave out the end tags that HTML does not require.
/// </summary>
internal static class QuietFindings
{
    public static void Write(HtmlWriter html, FindingContext context, string word, List<Finding> findings) => Write(html, context, word, (findings, null));

    /// <param name="html">Receives the rows.</param>
    /// <param name="context">The cluster.</param>
    /// <param name="word">What the checks have in common: passed.</param>
    /// <param name="findings">The cluster's own rows, and the list of those that it shares with others.</param>
    public static void Write(HtmlWriter html, FindingContext context, string word, (List<Finding> Own, SharedList? List) findings)
    {
        var count = findings.Own.Count + (findings.List?.Findings.Length ?? 0);
        if (count == 0)
        {
            return;
        }

        html.Write($"""
            <details class="quiet">
            <summary class="summary-title">{Labels.Count(count, "check", "checks")} {word}</summary>

            """);
        if (findings.Own.Count > 0)
        {
            WriteTable(html, context, findings.Own);
        }

        if (findings.List is { } list)
        {
            html.Write($"""
                <p>{list.Findings.Length} of them are as in other clusters: <a href="#shared-{list.Number}">list {list.Number}</a></p>

                """);
        }

        html.Write($"</details>\n");
    }

    public static void WriteTable(HtmlWriter html, FindingContext context, IEnumerable<Finding> findings)
    {
        html.Write($"""
            <table class="checks">
            <thead><tr><th scope=col>Rule<th scope=col>What was found<th scope=col>Evidence</thead>

            """);
        foreach (var subject in findings.GroupBy(finding => (Name: ReportView.SubjectOf(finding, context.Cluster), finding.Resource)))
        {
            html.Write($"""
                <tbody><tr class=about><th colspan=3 scope=rowgroup>
                """);
            if (subject.Key.Name is { } name)
            {
                html.Write($"{name}\n");
            }
            else
            {
                html.Write($"<code>{subject.Key.Resource}</code>\n");
            }

            foreach (var finding in subject)
            {
                WriteRow(html, context, finding);
            }
        }

        html.Write($"</table>\n");
    }

    private static void WriteRow(HtmlWriter html, FindingContext context, Finding finding)
    {
        html.Write($"<tr><td><a href=#rule-{finding.RuleId}>{finding.RuleId}</a><td>{finding.Message}<td>");
        var isFirst = true;
        foreach (var (number, text) in context.View.Evidence.RunsOf(finding.Evidence))
        {
            html.Write($"{(isFirst ? "" : ", ")}<a href=#e{number}>{text}</a>");
            isFirst = false;
        }

        foreach (var id in finding.Evidence.Where(id => context.View.Evidence.Find(id) is null))
        {
            html.Write($" <code>{id}</code>");
        }

        html.Write($"\n");
    }
}
