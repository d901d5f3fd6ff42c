using AtRest.Core.Audits;
using AtRest.Core.Audits.History;
using AtRest.Reports.Pdf.Layout;

namespace AtRest.Reports.Pdf.Sections;

/// <summary>The verdicts over 30 and 365 days: a column for each day with an audit, and the same in words.</summary>
internal static class TrendPicture
{
    private const double Height = 44;

    public static void Write(Flow flow, AuditReport report)
    {
        foreach (var days in TrendWords.Periods)
        {
            var points = TrendWords.PointsOf(report, days);
            flow.Need(points.Length > 1 ? Height + 40 : 0);
            flow.Paragraph(new Run($"{days} days. ", Styles.Bold), new Run(TrendWords.Of(report, days), Styles.Body));
            if (points.Length > 1)
            {
                flow.Picture($"{days} days: {TrendWords.Of(report, days)}", flow.Width, Height, (left, top) => Columns(points, report.GeneratedAt, days, left, top, flow.Width));
                flow.Gap(6);
            }
        }
    }

    private static IEnumerable<Shape> Columns(IReadOnlyList<TrendPoint> points, DateTimeOffset until, int days, double left, double top, double width)
    {
        var most = Math.Max(1, points.Max(point => point.Clusters));
        var column = Math.Max(1.1, width / days * 0.8);
        yield return new Stroke(Styles.Rule, 0.6, left, top + Height, left + width, top + Height);
        foreach (var point in points)
        {
            var x = left + width - column - (until - point.GeneratedAt).TotalDays / days * (width - column);
            var y = top + Height;
            foreach (var (verdict, count) in new[] { (Verdict.Compliant, point.Compliant), (Verdict.Indeterminate, point.Indeterminate), (Verdict.NonCompliant, point.NonCompliant) })
            {
                var height = (double)count / most * (Height - 2);
                if (count > 0)
                {
                    y -= height;
                    yield return new Box(Styles.OfTone(Labels.ToneOf(verdict)), x, y, column, height);
                }
            }
        }
    }
}
