using System.Collections.Immutable;
using AtRest.Core.Audits;
using AtRest.Reports.Html.Writing;

namespace AtRest.Reports.Html.Sections;

/// <summary>The evidence of a finding, and the controls that it is related to.</summary>
internal static class FindingSources
{
    public static void Write(HtmlWriter html, ReportView view, Finding finding)
    {
        WriteEvidence(html, view, finding.Evidence);
        if (finding.Controls.Count > 0)
        {
            html.Write($"""
                <div><dt>Controls</dt><dd>{ControlsOf(finding)}</dd></div>

                """);
        }
    }

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

    /// <summary>An ID, linked if the appendix lists it.</summary>
    public static void WriteId(HtmlWriter html, ReportView view, string id)
    {
        if (view.Evidence(id) is null)
        {
            html.Write($"<code>{id}</code>");
        }
        else
        {
            html.Write($"""
                <a href="#{id}"><code>{id}</code></a>
                """);
        }
    }

    /// <summary>The controls of all the findings: a rule's controls depend on the cluster's type.</summary>
    public static string ControlsOf(params IEnumerable<Finding> findings) => string.Join(
        "; ",
        findings.SelectMany(finding => finding.Controls)
            .GroupBy(entry => entry.Key, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => $"{group.Key}: {string.Join(", ", group.SelectMany(entry => entry.Value).Distinct(StringComparer.Ordinal))}"));

    private static void WriteReference(HtmlWriter html, ReportView view, string id)
    {
        WriteId(html, view, id);
        if (view.Evidence(id) is { } entry)
        {
            html.Write($" {entry.Source}");
            if (entry.Outcome != EvidenceOutcome.Read)
            {
                html.Write($" ({Labels.Of(entry.Outcome).ToLowerInvariant()})");
            }
        }
        else
        {
            html.Write($" (not collected)");
        }
    }
}
