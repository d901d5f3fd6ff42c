using System.Collections.Immutable;
using AtRest.Core.Audits.History;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;
using AtRest.Hosting.Api.Problems;
using AtRest.Hosting.Portal.Texts;
using AtRest.Hosting.Portal.Writing;
using AtRest.Hosting.Reports;
using AtRest.Hosting.Reports.Details;
using AtRest.Reports;
using AtRest.Reports.Html.Sections;
using AtRest.Reports.Html.Writing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AtRest.Hosting.Portal.Pages;

/// <summary>A cluster: what is declared, reported and observed, what was found, who can use its keys, and the history of its verdicts.</summary>
internal sealed class ClusterPage(ClusterDetails clusters)
{
    public async Task ShowAsync(HttpContext context, Organization organization)
    {
        if (await clusters.FindAsync(organization, context.GetRouteValue("cluster") as string ?? "", context.RequestAborted) is not { } found)
        {
            await Answers.ProblemAsync(context, Problem.NotFound);
            return;
        }

        var (declared, standing, line, detail) = found;
        var frame = new PageFrame(found.Name)
        {
            Organization = organization,
            Part = PortalPaths.Clusters,
            Above = (Words.Of("clusters.title"), PortalPaths.Of(PortalPaths.Clusters, organization.Id)),
        };
        await PortalPage.SendAsync(context, frame, html =>
        {
            WriteHead(html, organization, standing);
            if (declared is not null)
            {
                AuditPage.WriteStartForm(html, context, organization, declared);
            }
            else
            {
                html.Write($"<p class=\"banner\">{Words.Of("cluster.notDeclared")}</p>\n");
            }

            if (detail is null)
            {
                html.Write($"<p class=\"note\">{Words.Of(standing is null ? "cluster.noReport" : "details.none")}</p>\n");
                return;
            }

            ClusterFacts.Write(html, detail);
            WriteFindings(html, detail);
            foreach (var key in detail.Keys.Where(key => key.Policy is not null || key.PolicyUnread is not null))
            {
                KeyPanel.Write(html, detail, key);
            }

            WriteTimeline(html, organization, detail);
            WriteHistory(html, organization, line!);
        });
    }

    private static void WriteHead(HtmlWriter html, Organization organization, ClusterStanding? standing)
    {
        if (standing is null)
        {
            return;
        }

        html.Write($"<p class=\"standing\">");
        Badge.Write(html, standing.Cluster.Verdict);
        html.Write($"""
             <span class="note">{Words.Of("report.of")} <a href="{PortalPaths.Of(PortalPaths.Report, organization.Id, standing.ReportId)}">{Labels.Moment(standing.GeneratedAt)}</a></span></p>

            """);
    }

    private static void WriteFindings(HtmlWriter html, ClusterDetail detail)
    {
        var open = detail.Findings.Where(finding => finding.Status is FindingStatus.Fail or FindingStatus.Unknown)
            .OrderBy(finding => (finding.Waiver is not null, finding.Status == FindingStatus.Unknown, finding.Severity, finding.Level)).ToList();
        html.Write($"""
            <section aria-labelledby="findings">
            <h2 id="findings">{Words.Of("cluster.findings")}</h2>

            """);
        if (detail.NotEvaluated is not null)
        {
            html.Write($"<p class=\"banner\">{detail.NotEvaluated}</p>\n");
        }

        if (open.Count == 0)
        {
            html.Write($"<p>{Words.Of("cluster.noFindings")}</p>\n");
        }

        foreach (var finding in open)
        {
            Parts.WriteFinding(html, finding);
        }

        WriteQuiet(html, Words.Of("cluster.passed"), [.. detail.Findings.Where(finding => finding.Status == FindingStatus.Pass)]);
        WriteQuiet(html, Words.Of("cluster.notApplicable"), [.. detail.Findings.Where(finding => finding.Status == FindingStatus.NotApplicable)]);
        html.Write($"</section>\n");
    }

    private static void WriteQuiet(HtmlWriter html, string title, ImmutableArray<FindingDetail> findings)
    {
        if (findings.IsEmpty)
        {
            return;
        }

        html.Write($"""
            <details class="quiet">
            <summary><span class="summary-title">{title}</span> <span class="note">{findings.Length}</span></summary>
            <table class="checks">
            <thead><tr><th scope="col">{Words.Of("rules.rule")}</th><th scope="col">{Words.Of("cluster.result")}</th></tr></thead>
            <tbody>

            """);
        foreach (var finding in findings)
        {
            html.Write($"""
                <tr><td><a href="{PortalPaths.Of(PortalPaths.Rule, finding.RuleId)}">{finding.RuleId}</a></td><td>{finding.Message}</td></tr>

                """);
        }

        html.Write($"</tbody>\n</table>\n</details>\n");
    }

    /// <summary>Changes of the keys. Those of the verdict are in the history.</summary>
    private static void WriteTimeline(HtmlWriter html, Organization organization, ClusterDetail detail)
    {
        var events = detail.Timeline.Where(item => item.Kind != TimelineKind.Verdict).Reverse().ToList();
        if (events.Count == 0)
        {
            return;
        }

        html.Write($"""
            <section aria-labelledby="changes">
            <h2 id="changes">{Words.Of("timeline.title")}</h2>
            <p class="note">{Words.Of("timeline.about")}</p>
            <table class="stack">
            <thead><tr><th scope="col">{Words.Of("timeline.when")}</th><th scope="col">{Words.Of("timeline.what")}</th><th scope="col">{Words.Of("timeline.who")}</th></tr></thead>
            <tbody>

            """);
        foreach (var item in events)
        {
            html.Write($"""
                <tr><th scope="row">{Labels.ShortMoment(item.At)}</th><td data-label="{Words.Of("timeline.what")}"><div>{item.Message}
                """);
            if (item.ReportId is { } report)
            {
                html.Write($"""
                     <a href="{PortalPaths.Of(PortalPaths.Report, organization.Id, report)}">{Words.Of("timeline.report")}</a>
                    """);
            }

            if (item.Difference is { } difference)
            {
                html.Write($"""
                    <details><summary>{Words.Of("fix.difference")}</summary><pre tabindex="0"><code>{difference}</code></pre></details>
                    """);
            }

            html.Write($"""
                </div></td><td data-label="{Words.Of("timeline.who")}">{item.Actor ?? Words.Of("timeline.unknown")}</td></tr>

                """);
        }

        html.Write($"</tbody>\n</table>\n</section>\n");
    }

    private static void WriteHistory(HtmlWriter html, Organization organization, ClusterRow line)
    {
        html.Write($"""
            <section aria-labelledby="history">
            <h2 id="history">{Words.Of("cluster.history")}</h2>
            <table class="stack">
            <thead><tr><th scope="col">{Words.Of("column.report")}</th><th scope="col">{Words.Of("column.verdict")}</th><th scope="col">{Words.Of("cluster.policyChange")}</th></tr></thead>
            <tbody>

            """);
        foreach (var moment in line.History.Reverse())
        {
            html.Write($"""
                <tr><th scope="row"><a href="{PortalPaths.Of(PortalPaths.Report, organization.Id, moment.ReportId)}">{Labels.ShortMoment(moment.At)}</a></th><td data-label="{Words.Of("column.verdict")}">
                """);
            Badge.Write(html, moment.Verdict);
            html.Write($"""
                </td><td data-label="{Words.Of("cluster.policyChange")}">{(moment.ChangedPolicies.IsEmpty ? "–" : string.Join(", ", moment.ChangedPolicies))}</td></tr>

                """);
        }

        html.Write($"</tbody>\n</table>\n</section>\n");
    }
}
