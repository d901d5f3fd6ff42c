using AtRest.Core.Audits;
using AtRest.Reports.Html.Writing;

namespace AtRest.Reports.Html.Sections;

/// <summary>The verdict in words that require no knowledge of Camunda.</summary>
internal static class CoverVerdict
{
    public static void Write(HtmlWriter html, ReportView view)
    {
        var summary = view.Report.Summary;
        // Green would look like the organization's verdict.
        var tone = summary.Clusters == 0 || view.Report is { Scope: ReportScope.Clusters, Verdict: Verdict.Compliant } ? "none" : Labels.ToneOf(view.Report.Verdict);
        html.Write($"""
            <section class="verdict {tone}" aria-labelledby="verdict-title">
            <h2 id="verdict-title">
            """);
        Badge.WriteIcon(html, tone);
        html.Write($"""
            {VerdictWords.Headline(view.Report)}</h2>
            <p>{VerdictWords.Explanation(view.Report)}</p>

            """);
        WriteNotes(html, view);
        html.Write($"</section>\n");
    }

    private static void WriteNotes(HtmlWriter html, ReportView view)
    {
        foreach (var note in VerdictWords.Notes(view.Report))
        {
            html.Write($"<p>{note.Before}");
            if (note.Waiver is { } word)
            {
                html.Write($"""
                    <a href="#waivers">{word}</a>
                    """);
            }

            html.Write($"{note.After}</p>\n\n");
        }
    }
}
