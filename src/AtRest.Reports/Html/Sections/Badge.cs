using AtRest.Core.Audits;
using AtRest.Core.Controls;
using AtRest.Core.Rules;
using AtRest.Reports.Html.Writing;

namespace AtRest.Reports.Html.Sections;

/// <summary>A word with its icon and colour, so that the colour is never the only sign.</summary>
internal static class Badge
{
    public static void Write(HtmlWriter html, Verdict verdict) => Write(html, Labels.ToneOf(verdict), Labels.Of(verdict));

    public static void Write(HtmlWriter html, EvidenceOutcome outcome) =>
        Write(html, outcome is EvidenceOutcome.Read ? "pass" : "unknown", Labels.Of(outcome));

    public static void Write(HtmlWriter html, ControlStatus status) => Write(html, Labels.ToneOf(status), Labels.Of(status));

    public static void Write(HtmlWriter html, WaiverState state) =>
        Write(html, state switch { WaiverState.Active => "waived", WaiverState.Expired => "fail", _ => "none" }, Labels.Of(state));

    /// <summary>A verdict's or a status' word of the JSON document, as a change names it.</summary>
    public static void WriteState(HtmlWriter html, string word)
    {
        if (Labels.OfState(word) is { } label)
        {
            Write(html, Labels.ToneOfState(word), label);
        }
        else
        {
            html.Write($"<span>{word}</span>");
        }
    }

    public static void WriteSeverity(HtmlWriter html, Severity severity) => html.Write($"""
        <span class="severity {Labels.Of(severity)}">{Labels.Of(severity)}</span>
        """);

    public static void WriteIcon(HtmlWriter html, string tone) => html.Write($"""
        <svg class="icon" viewBox="0 0 16 16" aria-hidden="true"><use href="#icon-{tone}"/></svg>
        """);

    private static void Write(HtmlWriter html, string tone, string word)
    {
        html.Write($"""
            <span class="badge {tone}">
            """);
        WriteIcon(html, tone);
        html.Write($"{word}</span>");
    }
}
