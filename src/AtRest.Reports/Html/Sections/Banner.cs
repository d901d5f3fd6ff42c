using AtRest.Core.Audits;
using AtRest.Reports.Html.Writing;

namespace AtRest.Reports.Html.Sections;

/// <summary>What a reader must know first: the fleet is made up, or the report is about some of the clusters only.</summary>
internal static class Banner
{
    /// <summary>The classes of the page's body, with which each printed page repeats it.</summary>
    public static string ClassesOf(AuditReport report) => string.Join(' ', new[] { report.Demo ? "demo" : null, report.Scope == ReportScope.Clusters ? "partial" : null }.OfType<string>());

    /// <summary>The beginning of the page's title.</summary>
    public static string TitleOf(AuditReport report) => report.Demo ? "Demonstration: " : "";

    public static void Write(HtmlWriter html, AuditReport report)
    {
        if (report.Demo)
        {
            html.Write($"""
                <aside class="banner" aria-label="Demonstration"><strong>Demonstration.</strong> {ScopeWords.Demonstration}</aside>

                """);
        }
    }

    /// <summary>In sections that sum up: what they do not cover.</summary>
    public static void WritePart(HtmlWriter html, AuditReport report)
    {
        if (report.Scope == ReportScope.Clusters)
        {
            html.Write($"""
                <p class="part">{ScopeWords.NotCovered(report)}</p>

                """);
        }
    }

    public static void WriteEnd(HtmlWriter html, AuditReport report)
    {
        var marks = new[] { report.Demo ? "demonstration" : null, report.Scope == ReportScope.Clusters ? $"partial: {ScopeWords.Part(report)}" : null }.OfType<string>();
        html.Write($"{string.Concat(marks.Select(mark => $" · {mark}"))}");
    }
}
