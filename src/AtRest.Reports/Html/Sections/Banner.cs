using AtRest.Core.Audits;
using AtRest.Reports.Html.Writing;

namespace AtRest.Reports.Html.Sections;

/// <summary>What a reader has to know before anything else: that the fleet is made up, or that the report is about some of the clusters only.</summary>
internal static class Banner
{
    /// <summary>The classes of the page's body: by them each printed page says the same.</summary>
    public static string ClassesOf(AuditReport report) => string.Join(' ', new[] { report.Demo ? "demo" : null, report.Scope == ReportScope.Clusters ? "partial" : null }.OfType<string>());

    /// <summary>The beginning of the page's title.</summary>
    public static string TitleOf(AuditReport report) => report.Demo ? "Demonstration: " : "";

    /// <summary>Of whose clusters the report is: <c>1 of 8 declared clusters of Acme Bank</c>.</summary>
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
                <p class="banner" role="note"><strong>Demonstration.</strong> This fleet is made up: the organization, its clusters and its keys do not exist, and no real cloud was asked.</p>

                """);
        }
    }

    /// <summary>In sections that sum up: what they do not speak about.</summary>
    public static void WritePart(HtmlWriter html, AuditReport report)
    {
        if (report.Scope == ReportScope.Clusters)
        {
            html.Write($"""
                <p class="part">This report is about {Part(report)}. It says nothing about {(report.LeftOut.Length == 1 ? "the other one" : $"the {report.LeftOut.Length} others")}, and nothing about the organization as a whole.</p>

                """);
        }
    }

    public static void WriteEnd(HtmlWriter html, AuditReport report)
    {
        var marks = new[] { report.Demo ? "demonstration" : null, report.Scope == ReportScope.Clusters ? $"partial: {Part(report)}" : null }.OfType<string>();
        html.Write($"{string.Concat(marks.Select(mark => $" · {mark}"))}");
    }
}
