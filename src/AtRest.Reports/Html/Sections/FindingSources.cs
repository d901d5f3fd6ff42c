using System.Collections.Immutable;
using AtRest.Core.Audits;
using AtRest.Reports.Html.Writing;

namespace AtRest.Reports.Html.Sections;

/// <summary>The evidence of a finding.</summary>
internal static class FindingSources
{
    /// <summary>The calls that something is based on.</summary>
    public static void WriteEvidence(HtmlWriter html, ReportView view, ImmutableArray<string> evidence)
    {
        if (evidence.IsEmpty)
        {
            return;
        }

        html.Write($"""
            <div><dt>Evidence</dt><dd><ul class="inline">
            """);
        foreach (var id in evidence)
        {
            html.Write($"<li>");
            WriteReference(html, view, id);
            html.Write($"</li>");
        }

        html.Write($"</ul></dd></div>\n");
    }

    private static void WriteReference(HtmlWriter html, ReportView view, string id)
    {
        if (view.Evidence.Find(id) is not { } found)
        {
            html.Write($"<code>{id}</code>");
            return;
        }

        html.Write($"""
            <a href="#e{found.Number}"><code>{id}</code></a> {found.Entry.Source}
            """);
        if (found.Entry.Outcome != EvidenceOutcome.Read)
        {
            html.Write($" ({Labels.Of(found.Entry.Outcome).ToLowerInvariant()})");
        }
    }
}
