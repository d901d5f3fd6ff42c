using System.Collections.Immutable;
using AtRest.Core.Audits;
using AtRest.Reports.Html;
using AtRest.Reports.Pdf;
using AtRest.Reports.Pdf.Drawing;
using AtRest.Reports.Pdf.Layout;
using AtRest.Reports.Pdf.Sections;
using AtRest.Reports.Signing;
using AtRest.Reports.Verifying;

namespace AtRest.Reports.PdfExecutive;

/// <summary><c>report-executive.pdf</c>: at most six pages for a fleet of any size.</summary>
internal sealed class ExecutivePdfRenderer(PdfSigner signer) : IReportRenderer, IEndsWithSignature
{
    /// <summary>The number of pages that it never exceeds.</summary>
    public const int MostPages = 6;

    /// <summary>The findings end on this page: cover, summary, and two pages.</summary>
    private const int LastPageOfFindings = 4;

    private const int LastPageOfGaps = 5;
    private const double HeightOfGaps = 260;
    private const int LongestCell = 90;

    /// <summary>Stricter limits if a report would have more pages: first for the tables at the end, then for texts and names, which say more.</summary>
    private static readonly ShortLimits[] Limits = [new(420, 12, 14, 6), new(420, 12, 10, 3), new(420, 12, 6, 1), new(160, 6, 10, 3), new(60, 3, 10, 2), new(20, 1, 6, 1)];

    public string Format => "pdf-executive";

    public string FileName => "report-executive.pdf";

    public string MediaType => "application/pdf";

    public bool IsCompressed => true;

    public bool ContainsSignature => true;

    public async Task RenderAsync(AuditReport report, Stream stream, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await signer.WriteAsync(Write(report, cancellationToken), stream, cancellationToken);
    }

    public ImmutableArray<Proof> CheckSignature(byte[] file, ImmutableArray<VerificationKey> trusted) => PdfSignature.Check(file, trusted);

    public bool IsSignature(AuditReport report, byte[] end) => PdfSignature.Follows(Write(report, CancellationToken.None), end);

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
        var flow = Limits.Select(limits => Layout(faces, view, limits)).FirstOrDefault(pages => pages.Sheets.Count <= MostPages)
            ?? throw new InvalidOperationException($"The executive report has more than {MostPages} pages.");
        using var writer = new DocumentWriter(faces, ReportFacts.Of(report, "executive report"));
        return writer.Write(flow.Sheets, cancellationToken);
    }

    private static Flow Layout(Faces faces, ReportView view, ShortLimits limits)
    {
        var flow = new Flow(faces);
        CoverPage.Write(flow, view, "executive report");
        Summary.Write(flow, view);
        FindingPages.Write(flow, view, LastPageOfFindings, limits);
        flow.Need(HeightOfGaps);
        NotLookedAt.Write(flow, view, LastPageOfGaps, limits);
        flow.NewSheet();
        FrameworkPages.WriteTally(flow, view, limits.Rows);
        WaiverPages.WriteTable(flow, view, limits.Waivers, Math.Min(limits.Text, LongestCell));
        ScopeAndMethod.WriteShort(flow, view, limits.Text);
        return flow;
    }
}
