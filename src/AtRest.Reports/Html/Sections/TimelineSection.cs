using AtRest.Core.Audits;
using AtRest.Reports.Html.Writing;

namespace AtRest.Reports.Html.Sections;

/// <summary>The history of a cluster's keys, the newest event first: folded on a screen, complete on paper.</summary>
internal static class TimelineSection
{
    public static void Write(HtmlWriter html, ClusterAudit audit)
    {
        if (audit.Timeline.IsEmpty)
        {
            return;
        }

        var ofSeveralKeys = TimelineWords.HasSeveralKeys(audit);
        html.Write($"""
            <details class="quiet">
            <summary class="summary-title">{TimelineWords.TitleOf(audit)}: {Labels.Count(audit.Timeline.Length, "event", "events")}</summary>
            <table class="stack">
            <thead><tr><th scope="col">When</th><th scope="col">What happened</th></tr></thead>
            <tbody>

            """);
        foreach (var item in audit.Timeline.Reverse())
        {
            html.Write($"""
                <tr><th scope="row">{Labels.Moment(item.At)}</th><td data-label="What happened" class="text"><div>{item.Message}
                """);
            if (ofSeveralKeys)
            {
                html.Write($" <code>{item.Resource}</code>");
            }

            html.Write($"</div></td></tr>\n");
        }

        html.Write($"</tbody>\n</table>\n</details>\n");
    }
}
