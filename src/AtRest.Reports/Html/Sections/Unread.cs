using AtRest.Core.Audits;
using AtRest.Reports.Html.Writing;

namespace AtRest.Reports.Html.Sections;

/// <summary>
/// What could not be judged because something could not be read: each cause once, with what to do, for all its rules and clusters. Nothing if
/// everything was read.
/// </summary>
internal static class Unread
{
    private const int Shown = FindingGroup.MostListed;

    public static void Write(HtmlWriter html, ReportView view)
    {
        if (view.Unread.IsEmpty)
        {
            return;
        }

        html.Write($"""
            <section id="unread" aria-labelledby="unread-title">
            <h2 id="unread-title">What could not be read</h2>
            <p>Without this evidence the checks below could not be judged. Each cause is listed once, for all clusters.</p>

            """);
        foreach (var group in view.Unread)
        {
            WriteCause(html, view, group);
        }

        html.Write($"</section>\n");
    }

    /// <summary>Links a cluster's checks to their causes.</summary>
    public static void WriteLinks(HtmlWriter html, PageLinks links, IEnumerable<int> causes)
    {
        html.Write($"""
            <p class="note">Why, and what to do:
            """);
        foreach (var number in causes)
        {
            html.Write($"""
                 <a href="{links.OfCause(number)}">cause {number}</a>
                """);
        }

        html.Write($"</p>\n");
    }

    private static void WriteCause(HtmlWriter html, ReportView view, FindingGroup group)
    {
        html.Write($"""
            <article class="finding unknown" id="cause-{group.CauseNumber!.Value}">
            <header>
            <h3>
            """);
        Badge.WriteIcon(html, "unknown");
        html.Write($"""
            Cause {group.CauseNumber!.Value}: {Labels.Count(group.Count, "check", "checks")} not judged</h3>
            </header>

            """);
        foreach (var message in group.Messages)
        {
            html.Write($"""
                <p class="message">{message}</p>

                """);
        }

        if (group.MessageCount > group.Messages.Length)
        {
            html.Write($"<p>{group.MessageCount - group.Messages.Length} more of this kind are not shown here. The checks of each cluster show theirs.</p>\n");
        }

        html.Write($"""
            <dl class="parts">

            """);
        if (group.First.Remedy is { } remedy)
        {
            html.Write($"""
                <div><dt>To do</dt><dd class="text">{remedy}</dd></div>

                """);
        }

        html.Write($"""
            <div><dt>Rules</dt><dd>
            """);
        foreach (var rule in group.Rules)
        {
            html.Write($"""
                 <a class="rule" href="#rule-{rule}">{rule}</a>
                """);
        }

        html.Write($"</dd></div>\n");
        WriteClusters(html, view, group);
        FindingSources.WriteEvidence(html, view, group.Evidence);
        html.Write($"</dl>\n</article>\n");
    }

    /// <summary>The clusters of a group, the first few by name.</summary>
    public static void WriteClusters(HtmlWriter html, ReportView view, FindingGroup group)
    {
        html.Write($"""
            <div><dt>Clusters</dt><dd><ul class="inline">
            """);
        foreach (var id in group.Clusters.Take(Shown))
        {
            html.Write($"<li>");
            ClusterName.Write(html, view, view.ClusterNumber(id)!.Value);
            html.Write($"</li>\n");
        }

        if (group.Clusters.Length > Shown)
        {
            html.Write($"<li>and {group.Clusters.Length - Shown} more</li>");
        }

        if (group.ConcernsOrganization)
        {
            html.Write($"<li>the organization</li>");
        }

        html.Write($"</ul></dd></div>\n");
    }
}
