using AtRest.Core.Audits;
using AtRest.Reports.Html;
using AtRest.Reports.Pdf;
using AtRest.Reports.Pdf.Drawing;
using AtRest.Reports.Pdf.Layout;
using AtRest.Reports.Pdf.Sections;

namespace AtRest.Reports.PdfExecutive;

/// <summary><c>report-executive.pdf</c>: at most six pages for a fleet of any size.</summary>
internal sealed class ExecutivePdfRenderer(PdfSigner signer) : IReportRenderer
{
    /// <summary>The number of pages that it never exceeds.</summary>
    public const int MostPages = 6;

    /// <summary>The findings end on this page: cover, summary, and two pages.</summary>
    private const int LastPageOfFindings = 4;

    private const int LastPageOfGaps = 5;
    private const double HeightOfGaps = 260;
    private const int MostWaivers = 6;
    private const int LongestCell = 90;

    public string Format => "pdf-executive";

    public string FileName => "report-executive.pdf";

    public string MediaType => "application/pdf";

    public async Task RenderAsync(AuditReport report, Stream stream, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await signer.WriteAsync(Write(report, cancellationToken), stream, cancellationToken);
    }

    private static WrittenDocument Write(AuditReport report, CancellationToken cancellationToken)
    {
        var view = new ReportView(report) { Links = PageLinks.Overview };
        foreach (var cluster in report.Clusters)
        {
            cancellationToken.ThrowIfCancellationRequested();
            view.Add(cluster);
        }

        view.Complete();
        var faces = new Faces();
        var flow = new Flow(faces);
        CoverPage.Write(flow, view, "executive report");
        Summary.Write(flow, view);
        FindingPages.Write(flow, view, LastPageOfFindings);
        flow.Need(HeightOfGaps);
        NotLookedAt.Write(flow, view, LastPageOfGaps);
        flow.NewSheet();
        FrameworkPages.WriteTally(flow, view, 14);
        WaiverPages.WriteTable(flow, view, MostWaivers, LongestCell);
        ScopeAndMethod.WriteShort(flow, view);
        using var writer = new DocumentWriter(faces, ReportFacts.Of(report, "executive report"));
        return writer.Write(flow.Sheets, cancellationToken);
    }
}
