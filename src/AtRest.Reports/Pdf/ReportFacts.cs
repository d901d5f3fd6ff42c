using AtRest.Core.Audits;
using AtRest.Reports.Pdf.Drawing;
using AtRest.Reports.Pdf.Sections;

namespace AtRest.Reports.Pdf;

/// <summary>What a report's document says about itself, and on every page.</summary>
internal static class ReportFacts
{
    public static DocumentFacts Of(AuditReport report, string length)
    {
        var organization = Blocks.Shorten(new Layout.Faces().Legible(report.OrganizationName).ReplaceLineEndings(" "), 60);
        var marks = new[] { report.Demo ? "Demonstration" : null, report.Scope == ReportScope.Clusters ? $"Partial: {ScopeWords.Part(report)}" : null }.OfType<string>();
        return new DocumentFacts
        {
            Title = $"Encryption at rest: {organization}, {Labels.Day(report.GeneratedAt)} ({length})",
            Subject = $"{string.Concat(marks.Select(mark => $"{mark}. "))}{report.Headline}. Report {report.ReportId}.",
            Author = $"{report.Tool.Name} {report.Tool.Version}",
            Created = report.GeneratedAt,
            Header = (string.Join(" · ", marks.Prepend(organization)), $"Report {report.ReportId} · {Labels.Day(report.GeneratedAt)}"),
            Footer = $"{report.Tool.Name} {report.Tool.Version} · Encryption at rest · {length}",
        };
    }
}
