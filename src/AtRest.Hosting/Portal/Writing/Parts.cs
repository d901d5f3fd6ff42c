using System.Collections.Immutable;
using AtRest.Core.Audits;
using AtRest.Core.Rules;
using AtRest.Hosting.Portal.Texts;
using AtRest.Hosting.Reports;
using AtRest.Hosting.Reports.Details;
using AtRest.Reports;
using AtRest.Reports.Html.Sections;
using AtRest.Reports.Html.Writing;

namespace AtRest.Hosting.Portal.Writing;

/// <summary>Parts that several pages have.</summary>
internal static class Parts
{
    /// <summary>The verdict of a report in large, with its sentence and counts.</summary>
    public static void WriteVerdict(HtmlWriter html, ReportEntry entry)
    {
        html.Write($"""
            <section class="verdict {Labels.ToneOf(entry.Verdict)}" aria-labelledby="verdict">
            <h2 id="verdict">
            """);
        Badge.WriteIcon(html, Labels.ToneOf(entry.Verdict));
        html.Write($"""
            {(entry.Scope == ReportScope.Organization ? Labels.Of(entry.Verdict) : Words.Of("report.partVerdict", Labels.Of(entry.Verdict)))}</h2>
            <p>{entry.Headline ?? Words.Count("count.clusters", entry.Clusters.Total)}.</p>
            <p class="note">{Words.Of("report.of")} {Labels.Moment(entry.GeneratedAt)}{(entry.Demo ? Words.Of("report.demo") : "")}</p>
            </section>
            <ul class="counts">

            """);
        WriteCount(html, Verdict.NonCompliant, entry.Clusters.NonCompliant);
        WriteCount(html, Verdict.Indeterminate, entry.Clusters.Indeterminate);
        WriteCount(html, Verdict.Compliant, entry.Clusters.Compliant);
        html.Write($"</ul>\n");
    }

    /// <summary>A finding with its consequence, its remedy and the command to copy.</summary>
    /// <param name="html">Receives it.</param>
    /// <param name="finding">The finding.</param>
    /// <param name="more">Writes further rows of its list; null for none.</param>
    public static void WriteFinding(HtmlWriter html, FindingDetail finding, Action<HtmlWriter>? more = null)
    {
        var tone = finding.Waiver is not null ? "waived" : finding.Status == FindingStatus.Unknown ? "unknown" : "fail";
        html.Write($"""
            <article class="finding {tone}">
            <header>
            <h3>
            """);
        Badge.WriteIcon(html, tone);
        html.Write($"""
            <a class="rule" href="{PortalPaths.Of(PortalPaths.Rule, finding.RuleId)}">{finding.RuleId}</a> <span class="state">{StateOf(finding)}:</span> {finding.Title}</h3>
            <p class="tags">
            """);
        if (finding.Status == FindingStatus.Fail)
        {
            Badge.WriteSeverity(html, finding.Severity);
        }

        html.Write($"""
            <span class="tag">{Labels.Of(finding.Level)}</span></p>
            </header>
            <p class="subject">{(finding.Resource is null ? Words.Of("finding.cluster") : "")}
            """);
        if (finding.Resource is not null)
        {
            html.Write($"<code>{finding.Resource}</code>");
        }

        html.Write($"""
            </p>
            <p class="message">{finding.Message}</p>
            <dl class="parts">

            """);
        WriteRow(html, Words.Of("finding.consequence"), finding.Consequence);
        WriteRow(html, Words.Of("finding.remedy"), finding.Remedy);
        if (finding.RemedyCode is { } code)
        {
            html.Write($"""
                <div><dt>{Words.Of("finding.command")}</dt><dd><pre tabindex="0"><code>{code}</code></pre></dd></div>

                """);
        }

        if (finding.Waiver is { } waiver)
        {
            WriteRow(html, Words.Of("finding.waiver"), Words.Of("finding.waiverText", waiver.Reason, waiver.Owner, waiver.ApprovedBy, Labels.Day(waiver.Expires)));
        }

        more?.Invoke(html);
        html.Write($"</dl>\n</article>\n");
    }

    /// <summary>What is wrong with a form; nothing if nothing is.</summary>
    public static void WriteFaults(HtmlWriter html, ImmutableArray<string> faults)
    {
        if (faults.IsEmpty)
        {
            return;
        }

        html.Write($"<div class=\"banner\" role=\"alert\" id=\"faults\"><ul>\n");
        foreach (var fault in faults)
        {
            html.Write($"<li>{fault}</li>\n");
        }

        html.Write($"</ul></div>\n");
    }

    /// <summary>A row of a list of terms; nothing without a value.</summary>
    public static void WriteRow(HtmlWriter html, string term, string? text)
    {
        if (text is not null)
        {
            html.Write($"""
                <div><dt>{term}</dt><dd class="text">{text}</dd></div>

                """);
        }
    }

    /// <summary>Links to the pages before and after.</summary>
    /// <param name="html">Receives them.</param>
    /// <param name="earlier">The address of the page before; null for the first.</param>
    /// <param name="later">The address of the next page; null for the last.</param>
    /// <param name="where">Where this page is, in words.</param>
    public static void WritePager(HtmlWriter html, string? earlier, string? later, string where)
    {
        html.Write($"""
            <nav class="pager" aria-label="{Words.Of("pager.label")}">

            """);
        if (earlier is not null)
        {
            html.Write($"<a rel=\"prev\" href=\"{earlier}\">{Words.Of("pager.earlier")}</a>\n");
        }

        html.Write($"<span>{where}</span>\n");
        if (later is not null)
        {
            html.Write($"<a rel=\"next\" href=\"{later}\">{Words.Of("pager.later")}</a>\n");
        }

        html.Write($"</nav>\n");
    }

    private static void WriteCount(HtmlWriter html, Verdict verdict, int count)
    {
        html.Write($"""
            <li class="count {Labels.ToneOf(verdict)}"><span class="number">{count}</span> <span class="word">
            """);
        Badge.WriteIcon(html, Labels.ToneOf(verdict));
        html.Write($"{Labels.Of(verdict)}</span></li>\n");
    }

    private static string StateOf(FindingDetail finding) => finding switch
    {
        { Waiver: not null } => Words.Of("finding.accepted"),
        { Status: FindingStatus.Unknown } => Words.Of("finding.notJudged"),
        _ => Words.Of("finding.notMet"),
    };
}
