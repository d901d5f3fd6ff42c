using AtRest.Core.Audits;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;
using AtRest.Reports.Html.Writing;

namespace AtRest.Reports.Html.Sections;

/// <summary>A finding that needs attention: facts, consequence, remedy, evidence. The controls are in the table of rules.</summary>
internal static class FindingCard
{
    public static void Write(HtmlWriter html, FindingContext context, Finding finding)
    {
        var tone = finding.Waiver is not null ? "waived" : finding.Status == FindingStatus.Unknown ? "unknown" : "fail";
        html.Write($"""
            <article class="finding {tone}">
            <header>
            <{context.Heading}>
            """);
        Badge.WriteIcon(html, tone);
        html.Write($"""
            <a class="rule" href="#rule-{finding.RuleId}">{finding.RuleId}</a> <span class="state">{Labels.StateOf(finding)}:</span> {finding.Title}</{context.Heading}>
            <p class="tags">
            """);
        if (finding.Status == FindingStatus.Fail)
        {
            Badge.WriteSeverity(html, finding.Severity);
        }

        html.Write($"""
            <span class="tag">{Labels.Of(finding.Level)}</span></p>
            </header>
            <p class="subject">{ReportView.SubjectOf(finding, context.Cluster)}
            """);
        if (finding.Resource is not null)
        {
            html.Write($" <code>{finding.Resource}</code>");
        }

        html.Write($"""
            </p>
            <p class="message">{finding.Message}</p>
            <dl class="parts">

            """);
        WritePart(html, "Consequence", finding.Consequence);
        WriteRemedy(html, finding);
        WriteWaiver(html, finding.Waiver);
        FindingSources.WriteEvidence(html, context.View, finding.Evidence);
        html.Write($"</dl>\n</article>\n");
    }

    private static void WritePart(HtmlWriter html, string term, string? text)
    {
        if (text is not null)
        {
            html.Write($"""
                <div><dt>{term}</dt><dd class="text">{text}</dd></div>

                """);
        }
    }

    private static void WriteRemedy(HtmlWriter html, Finding finding)
    {
        if (finding.RemedyCode is null)
        {
            WritePart(html, "Remedy", finding.Remedy);
            return;
        }

        html.Write($"""
            <div><dt>Remedy</dt><dd><p class="text">{finding.Remedy}</p><pre><code>{finding.RemedyCode}</code></pre></dd></div>

            """);
    }

    private static void WriteWaiver(HtmlWriter html, Waiver? waiver)
    {
        if (waiver is not null)
        {
            html.Write($"""
                <div><dt>Waiver</dt><dd class="text">{waiver.Reason}
                <span class="note">Owner: {waiver.Owner}. Approved by {waiver.ApprovedBy}. Counts until {Labels.Day(waiver.Expires)}.</span></dd></div>

                """);
        }
    }
}
