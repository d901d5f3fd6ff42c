using System.Collections.Immutable;
using AtRest.Core.Audits;
using AtRest.Reports.Html;
using AtRest.Reports.Pdf.Drawing;
using AtRest.Reports.Pdf.Layout;
using AtRest.Reports.Pdf.Sections;

namespace AtRest.Reports.Pdf;

/// <summary>Everything that a report says, with a table of contents.</summary>
internal static class FullDocument
{
    public static WrittenDocument Write(AuditReport report, CancellationToken cancellationToken)
    {
        // So few that they can be kept.
        ImmutableArray<ClusterAudit> clusters = [.. report.Clusters];
        var view = new ReportView(report) { Evidence = new EvidenceSheet(report.Evidence), Shared = new SharedResults(clusters) };
        foreach (var cluster in clusters)
        {
            cancellationToken.ThrowIfCancellationRequested();
            view.Add(cluster);
            view.Statements.Add(cluster);
        }

        view.Complete();
        var faces = new Faces();
        var (cover, contents, body) = (new Flow(faces), new Flow(faces), new Flow(faces));
        CoverPage.Write(cover, view, "full report");
        WriteBody(body, view, clusters, cancellationToken);

        // The numbers of pages do not change how long the table of contents is.
        ContentsPages.Write(new Flow(faces), body, 1);
        var trial = new Flow(faces);
        ContentsPages.Write(trial, body, 1);
        ContentsPages.Write(contents, body, cover.Sheets.Count + trial.Sheets.Count + 1);
        using var writer = new DocumentWriter(faces, ReportFacts.Of(report, "full report"));
        return writer.Write([.. cover.Sheets, .. contents.Sheets, .. body.Sheets], cancellationToken);
    }

    private static void WriteBody(Flow body, ReportView view, ImmutableArray<ClusterAudit> clusters, CancellationToken cancellationToken)
    {
        Summary.Write(body, view);
        ScopeAndMethod.Write(body, view);
        body.NewSheet();
        NotLookedAt.Write(body, view);
        FindingPages.Write(body, view);
        Appendices.WriteChanges(body, view.Report);
        FrameworkPages.Write(body, view);
        WaiverPages.Write(body, view);
        CostPages.Write(body, view.Report);
        cancellationToken.ThrowIfCancellationRequested();
        ClusterSheets.Write(body, view, clusters);
        cancellationToken.ThrowIfCancellationRequested();
        Appendices.WriteStatements(body, view);
        Appendices.WriteRules(body, view);
        Appendices.WriteGlossary(body);
        Appendices.WriteEvidence(body, view);
    }
}
