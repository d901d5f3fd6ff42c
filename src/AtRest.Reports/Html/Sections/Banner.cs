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

    /// <summary>The clusters of the report: <c>1 of 8 declared clusters of Acme Bank</c>.</summary>
    public static string SubjectOf(AuditReport report) => report.Scope == ReportScope.Clusters ? $"{Part(report)} of {report.OrganizationName}" : report.OrganizationName;

    /// <summary><c>1 of 8 declared clusters</c>.</summary>
    public static string Part(AuditReport report)
    {
        var audited = report.Summary.Clusters - report.Summary.Undeclared;
        return $"{audited} of {Labels.Count(audited + report.LeftOut.Length, "declared cluster", "declared clusters")}";
    }

    public static void Write(HtmlWriter html, AuditReport report)
    {
        if (report.Demo)
        {
            html.Write($"""
                <aside class="banner" aria-label="Demonstration"><strong>Demonstration.</strong> This fleet is made up: the organization, its clusters and its keys do not exist, and AtRest called no real cloud.</aside>

                """);
        }
    }

    /// <summary>In sections that sum up: what they do not cover.</summary>
    public static void WritePart(HtmlWriter html, AuditReport report)
    {
        if (report.Scope == ReportScope.Clusters)
        {
            html.Write($"""
                <p class="part">This report is about {Part(report)}. It does not cover {(report.LeftOut.Length == 1 ? "the other cluster" : $"the other {report.LeftOut.Length} clusters")} or the organization as a whole.</p>

                """);
        }
    }

    public static void WriteEnd(HtmlWriter html, AuditReport report)
    {
        var marks = new[] { report.Demo ? "demonstration" : null, report.Scope == ReportScope.Clusters ? $"partial: {Part(report)}" : null }.OfType<string>();
        html.Write($"{string.Concat(marks.Select(mark => $" · {mark}"))}");
    }
}
