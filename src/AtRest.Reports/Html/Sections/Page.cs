using AtRest.Core.Audits;
using AtRest.Reports.Html.Writing;

namespace AtRest.Reports.Html.Sections;

/// <summary>The parts around the report: head, security policy, navigation, end.</summary>
internal static class Page
{
    private const int LongestRunningName = 60;

    /// <param name="html">Receives the page.</param>
    /// <param name="report">The report.</param>
    /// <param name="part">The page of the report, such as 'Clusters 1–100: '; empty for a report of one page.</param>
    public static void WriteStart(HtmlWriter html, AuditReport report, string part = "")
    {
        var running = Running(report);
        html.Write($"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="{PolicyOf(running)}">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="referrer" content="no-referrer">
        <meta name="generator" content="{report.Tool.Name} {report.Tool.Version}">
        <title>{part}{Banner.TitleOf(report)}Encryption at rest: {ScopeWords.SubjectOf(report)}, {Labels.Day(report.GeneratedAt)}</title>
        <style>{ReportAssets.Style}</style>
        <style>{running}</style>
        </head>
        <body class="{Banner.ClassesOf(report)}">
        {ReportAssets.Icons}
        <a class="skip" href="#clusters">Skip to the clusters</a>

        """);
    }

    /// <summary>Nothing may be loaded, run or sent; only the two style sheets of the page are allowed.</summary>
    private static string PolicyOf(Markup running) =>
        $"default-src 'none'; style-src 'sha256-{ReportAssets.StyleHash}' 'sha256-{ReportAssets.HashOf(running)}'; base-uri 'none'; form-action 'none'";

    /// <summary>What each printed page repeats: the margins of a page take their text from a style sheet.</summary>
    private static Markup Running(AuditReport report)
    {
        var name = VisibleText.Of(report.OrganizationName);
        var shown = name.Length <= LongestRunningName ? name : $"{name[..(char.IsHighSurrogate(name[LongestRunningName - 1]) ? LongestRunningName - 1 : LongestRunningName)]}…";
        return Markup.OfStyle(("--running", $"{shown} · {Labels.Day(report.GeneratedAt)}"), ("--report", $"Report {report.ReportId}"));
    }

    public static void WriteContents(HtmlWriter html, ReportView view)
    {
        var report = view.Report;
        html.Write($"""
            <nav class="contents" aria-labelledby="contents-title">
            <h2 id="contents-title">Contents</h2>
            <ol>
            <li><a href="#about">About this report</a></li>
            <li><a href="#fleet">The fleet at a glance</a></li>
            <li><a href="#trend">Trend</a></li>

            """);
        if (!view.Links.HasDetails && Actions.AreNeeded(view))
        {
            html.Write($"""
                <li><a href="#actions">What needs action</a></li>

                """);
        }

        html.Write($"""
            <li><a href="#clusters">Clusters</a></li>

            """);
        if (!view.Unread.IsEmpty)
        {
            html.Write($"""
                <li><a href="#unread">What could not be read</a></li>

                """);
        }

        if (Changes.AreKnown(report))
        {
            html.Write($"""
                <li><a href="#changes">What changed</a></li>

                """);
        }

        if (view.Links.HasDetails && !report.Summaries.IsEmpty)
        {
            html.Write($"""
                <li><a href="#details">Clusters in detail</a></li>

                """);
        }

        html.Write($"""
            <li><a href="#waivers">Waivers</a></li>

            """);
        if (report.Costs is not null)
        {
            html.Write($"""
                <li><a href="#costs">{CostWords.Title}</a></li>

                """);
        }

        if (!view.Statements.IsEmpty)
        {
            html.Write($"""
                <li><a href="#statements">Statements</a></li>

                """);
        }

        html.Write($"""
            <li><a href="#rules">Rules and controls</a></li>

            """);
        if (!report.Frameworks.IsEmpty)
        {
            html.Write($"""
                <li><a href="#frameworks">Frameworks</a></li>

                """);
        }

        html.Write($"""
            <li><a href="#provenance">Where this report comes from</a></li>

            """);
        if (view.Links.HasDetails)
        {
            html.Write($"""
                <li><a href="#evidence">Evidence</a></li>

                """);
        }

        html.Write($"""
            <li><a href="#method">Method and limits</a></li>
            <li><a href="#glossary">Glossary</a></li>
            </ol>
            </nav>

            """);
    }

    public static void WriteEnd(HtmlWriter html, AuditReport report)
    {
        html.Write($"{ReportAssets.Method}{ReportAssets.Glossary}");
        WriteFoot(html, report);
    }

    public static void WriteFoot(HtmlWriter html, AuditReport report)
    {
        html.Write($"""
            </main>
            <footer class="end">
            <p>{report.Tool.Name} {report.Tool.Version} · report <code>{report.ReportId}</code> · {Labels.Moment(report.GeneratedAt)}
            """);
        Banner.WriteEnd(html, report);
        html.Write($"""
            </p>
            </footer>
            </body>
            </html>

            """);
    }
}
