using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using AtRest.Core.Audits;
using AtRest.Core.Audits.History;
using AtRest.Reports.Html.Writing;
using AtRest.Reports.Trends;

namespace AtRest.Reports.Html.Sections;

/// <summary>Verdicts and open failures of the organization's last audits, as small pictures with the same facts in words.</summary>
internal static class TrendSection
{
    private const int Width = 320;
    private const int Height = 72;

    /// <summary>From the bottom of the picture.</summary>
    private static readonly (string Tone, Func<TrendPoint, int> Count)[] Verdicts =
    [
        (Labels.ToneOf(Verdict.Compliant), point => point.Compliant),
        (Labels.ToneOf(Verdict.Indeterminate), point => point.Indeterminate),
        (Labels.ToneOf(Verdict.NonCompliant), point => point.NonCompliant),
    ];

    private static readonly (string Tone, Func<TrendPoint, int> Count)[] Failures =
    [
        ("fail", point => point.Critical + point.High),
        ("none", point => point.Medium + point.Low),
    ];

    public static void Write(HtmlWriter html, AuditReport report)
    {
        html.Write($"""
            <section id="trend" aria-labelledby="trend-title">
            <h2 id="trend-title">Trend</h2>

            """);
        if (report.Scope == ReportScope.Clusters)
        {
            html.Write($"<p class=\"note\">The trend is about audits of the whole organization. This audit is not one of them.</p>\n");
        }

        WriteTrend(html, report.Trend);
        html.Write($"</section>\n");
    }

    /// <summary>The trend alone: a sentence, or the pictures.</summary>
    public static void WriteTrend(HtmlWriter html, ImmutableArray<TrendPoint> trend)
    {
        switch (trend)
        {
            case []:
                html.Write($"<p>There is no audit of the whole organization yet, so there is no trend.</p>\n");
                break;
            case [var only]:
                html.Write($"<p>The trend begins with the audit of {Labels.Day(only.GeneratedAt)}: {VerdictsOf(only)}; {FailuresOf(only)}. Later reports continue it.</p>\n");
                break;
            default:
                WritePictures(html, trend);
                break;
        }
    }

    private static void WritePictures(HtmlWriter html, ImmutableArray<TrendPoint> trend)
    {
        html.Write($"""
            <div class="trend">

            """);
        foreach (var period in TrendPeriod.Of(trend))
        {
            html.Write($"<h3>{period.Days} days</h3>\n");
            Write(html, "Verdicts", period, Verdicts, VerdictsOf, point => Labels.Count(point.Clusters, "cluster", "clusters"));
            Write(html, "Open failures", period, Failures, FailuresOf, point => Labels.Count(point.OpenFailures, "open failure", "open failures"));
        }

        html.Write($"</div>\n<p class=\"note\">Each column holds until the next audit. Verdicts, from the bottom: ");
        Badge.Write(html, Verdict.Compliant);
        html.Write($" ");
        Badge.Write(html, Verdict.Indeterminate);
        html.Write($" ");
        Badge.Write(html, Verdict.NonCompliant);
        html.Write($". Open failures, from the bottom: critical and high (red), medium and low (grey). Failures that a waiver accepts are not counted.</p>\n");
    }

    private static void Write(
        HtmlWriter html, string title, TrendPeriod period, (string Tone, Func<TrendPoint, int> Count)[] layers, Func<TrendPoint, string> inWords, Func<TrendPoint, string> most)
    {
        var top = Math.Max(1, period.Columns.Max(column => layers.Sum(layer => layer.Count(column.Point))));
        var highest = period.Columns.MaxBy(column => layers.Sum(layer => layer.Count(column.Point))).Point;
        html.Write($"""
            <figure>
            <figcaption><strong>{title}</strong> <span class="note">at most {most(highest)}</span></figcaption>
            <svg class="trend-picture" role="img" aria-label="{title} over {period.Days} days: {inWords(period.First)} at first, {inWords(period.Last)} now." viewBox="0 0 {Width} {Height}" width="{Width}" height="{Height}" preserveAspectRatio="none">

            """);
        for (var layer = 0; layer < layers.Length; layer++)
        {
            if (Path(period, layers, layer, top) is { Length: > 0 } path)
            {
                html.Write($"<path class=\"tile {layers[layer].Tone}\" d=\"{path}\"/>\n");
            }
        }

        html.Write($"""
            </svg>
            <p class="note">{Labels.Day(period.From.AddDays(period.Columns[0].From))} to {Labels.Day(period.Until)}: {inWords(period.First)} → {inWords(period.Last)}</p>
            </figure>

            """);
    }

    /// <summary>The columns of one layer, each a rectangle above those of the lower layers.</summary>
    private static string Path(TrendPeriod period, (string Tone, Func<TrendPoint, int> Count)[] layers, int layer, int top)
    {
        var path = new StringBuilder();
        var (from, before) = (0, (Below: 0, Count: 0));
        foreach (var column in period.Columns)
        {
            var now = (Below: layers[..layer].Sum(other => other.Count(column.Point)), Count: layers[layer].Count(column.Point));
            if (now != before)
            {
                Close(column.From);
                (from, before) = (column.From, now);
            }
        }

        Close(period.Days);
        return path.ToString();

        void Close(int until)
        {
            if (before.Count > 0)
            {
                path.Append(CultureInfo.InvariantCulture, $"M{X(from)} {Y(before.Below)}V{Y(before.Below + before.Count)}H{X(until)}V{Y(before.Below)}z");
            }
        }

        decimal X(int day) => Math.Round((decimal)day * Width / period.Days, 1);

        decimal Y(int value) => Height - Math.Round((decimal)value * Height / top, 1);
    }

    private static string VerdictsOf(TrendPoint point) => $"{point.Compliant} of {Labels.Count(point.Clusters, "cluster", "clusters")} compliant";

    private static string FailuresOf(TrendPoint point) => $"{Labels.Count(point.OpenFailures, "open failure", "open failures")}, {point.Critical + point.High} of them critical or high";
}
