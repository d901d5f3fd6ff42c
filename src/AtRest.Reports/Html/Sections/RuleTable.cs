using AtRest.Core.Rules;
using AtRest.Reports.Html.Writing;

namespace AtRest.Reports.Html.Sections;

/// <summary>The rules of the audit, in the order of the clusters' sections, with their controls and results.</summary>
internal static class RuleTable
{
    public static void Write(HtmlWriter html, ReportView view)
    {
        html.Write($"""
            <section id="rules" aria-labelledby="rules-title">
            <h2 id="rules-title">Rules and controls</h2>

            """);
        if (view.Rules.Rows.Count == 0)
        {
            html.Write($"<p>No rule was applied.</p>\n</section>\n");
            return;
        }

        html.Write($"""
            <p>The rules that applied to the clusters of this page{(view.Links.Clusters.StartsWith('#') || !view.Links.HasDetails ? " and to the organization" : "")}, what holds when each passes, and how often each result occurred. A rule about keys is applied to each key.</p>
            <table class="stack numbers">
            <thead><tr><th scope="col">Rule</th><th scope="col">Holds when</th><th scope="col">Controls</th><th scope="col">Pass</th><th scope="col">Fail</th><th scope="col">Unknown</th><th scope="col">Not applicable</th></tr></thead>
            <tbody>

            """);
        foreach (var rule in view.Rules.Rows)
        {
            WriteRow(html, rule);
        }

        html.Write($"</tbody>\n</table>\n</section>\n");
    }

    private static void WriteRow(HtmlWriter html, RuleTally.Row rule) => html.Write($"""
        <tr id="rule-{rule.RuleId}"><th scope="row">{rule.RuleId}</th><td data-label="Holds when"><span>{rule.Title} <span class="note">{Level(rule)}</span></span></td><td data-label="Controls">{Controls(rule)}</td><td data-label="Pass">{rule.Count(FindingStatus.Pass)}</td><td data-label="Fail">{rule.Count(FindingStatus.Fail)}</td><td data-label="Unknown">{rule.Count(FindingStatus.Unknown)}</td><td data-label="Not applicable">{rule.Count(FindingStatus.NotApplicable)}</td></tr>

        """);

    private static string Controls(RuleTally.Row rule) =>
        rule.Controls.Count == 0 ? "–" : string.Join("; ", rule.Controls.Select(framework => $"{framework.Key}: {string.Join(", ", framework.Value)}"));

    /// <summary>A finding may be more important than its rule usually is.</summary>
    private static string Level(RuleTally.Row rule) => string.Join(" or ", rule.Levels.Select(level => Labels.Of(level).ToLowerInvariant()));
}
