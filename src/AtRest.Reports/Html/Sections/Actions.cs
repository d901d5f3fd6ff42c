using AtRest.Core.Audits;
using AtRest.Core.Rules;
using AtRest.Reports.Html.Writing;

namespace AtRest.Reports.Html.Sections;

/// <summary>What needs action in a big fleet, by rule and cause: each cause once, with its clusters. What could not be read has its own section.</summary>
internal static class Actions
{
    /// <summary>The number of causes of a rule that are shown.</summary>
    private const int CausesShown = 10;

    /// <summary>The findings that need action and whose evidence is not missing.</summary>
    public static bool AreNeeded(ReportView view) => view.Groups.Any(group => !group.IsUnread);

    public static void Write(HtmlWriter html, ReportView view)
    {
        if (!AreNeeded(view))
        {
            return;
        }

        html.Write($"""
            <section id="actions" aria-labelledby="actions-title">
            <h2 id="actions-title">What needs action</h2>
            <p>By rule, the most urgent first. Each cause is listed once, for all clusters.</p>

            """);
        foreach (var rule in view.Groups.Where(group => !group.IsUnread).GroupBy(group => (group.First.RuleId, group.First.Status, group.First.Level)))
        {
            WriteRule(html, view, [.. rule]);
        }

        html.Write($"</section>\n");
    }

    private static void WriteRule(HtmlWriter html, ReportView view, List<FindingGroup> causes)
    {
        var first = causes[0].First;
        var tone = first.Status == FindingStatus.Unknown ? "unknown" : "fail";
        var clusters = causes.SelectMany(cause => cause.Clusters).Distinct(StringComparer.Ordinal).Count();
        html.Write($"""
            <details class="quiet action {tone}">
            <summary><span class="summary-title">
            """);
        Badge.WriteIcon(html, tone);
        html.Write($"""
             {first.RuleId} {(tone == "fail" ? "not met" : "not judged")}: {first.Title}</span> <span class="note">{Labels.Of(first.Level).ToLowerInvariant()}, {(tone == "fail" ? $"{Labels.Of(first.Severity).ToLowerInvariant()}, " : "")}{Labels.Count(causes.Sum(cause => cause.Count), "finding", "findings")} in {Labels.Count(clusters, "cluster", "clusters")}</span></summary>
            <p class="note">The controls of the rule are in the table of rules: <a href="#rule-{first.RuleId}">{first.RuleId}</a>.</p>

            """);
        foreach (var cause in causes.Take(CausesShown))
        {
            WriteCause(html, view, cause, tone);
        }

        if (causes.Count > CausesShown)
        {
            html.Write($"""
                <p class="note">{causes.Count - CausesShown} more causes of this rule are not shown here. The clusters’ own findings show theirs.</p>

                """);
        }

        html.Write($"</details>\n");
    }

    private static void WriteCause(HtmlWriter html, ReportView view, FindingGroup cause, string tone)
    {
        html.Write($"""
            <article class="finding {tone}">

            """);
        foreach (var message in cause.Messages.Take(3))
        {
            html.Write($"""
                <p class="message">{message}</p>

                """);
        }

        if (cause.MessageCount > 3)
        {
            html.Write($"""
                <p class="note">and {cause.MessageCount - 3} more of this kind</p>

                """);
        }

        html.Write($"""
            <dl class="parts">

            """);
        WritePart(html, "Consequence", cause.First.Consequence);
        WritePart(html, "Remedy", cause.First.Remedy);
        if (cause.First.RemedyCode is { } code)
        {
            html.Write($"""
                <div><dt>{(cause.Count == 1 ? "Commands" : "Commands, for the first")}</dt><dd><pre><code>{code}</code></pre></dd></div>

                """);
        }

        Unread.WriteClusters(html, view, cause);
        html.Write($"</dl>\n</article>\n");
    }

    private static void WritePart(HtmlWriter html, string term, string? text)
    {
        if (text is not null)
        {
            html.Write($"""
                <div><dt>{term}</dt><dd class="text">{text}</dd></div>

                """);
        }
    }
}
