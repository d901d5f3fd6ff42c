using System.Collections.Immutable;
using AtRest.Core.Audits;
using AtRest.Core.Inventory;
using AtRest.Hosting.Portal.Texts;
using AtRest.Hosting.Portal.Writing;
using AtRest.Hosting.Reports.Details;
using AtRest.Reports;
using AtRest.Reports.Html.Sections;
using AtRest.Reports.Html.Writing;
using Microsoft.AspNetCore.Http;

namespace AtRest.Hosting.Portal.Pages;

/// <summary>The clusters of an organization, filtered, sorted and paged by the server.</summary>
internal sealed class ClustersPage(ClusterLists lists)
{
    /// <summary>A longer list of choices is no help.</summary>
    private const int MostRegions = 200;

    private static readonly ImmutableArray<EncryptionType> Types = [EncryptionType.External, EncryptionType.Hardware, EncryptionType.Software, EncryptionType.Provider, EncryptionType.None];

    public async Task ShowAsync(HttpContext context, Organization organization)
    {
        var choice = ClusterChoice.Of(context.Request.Query);
        var list = await lists.OfAsync(organization, context.RequestAborted);
        var chosen = choice.Query.Apply(list);
        var pages = Math.Max(1, (chosen.Length + ClusterChoice.PageSize - 1) / ClusterChoice.PageSize);
        var page = Math.Min(choice.Page, pages);
        var shown = chosen.Skip((page - 1) * ClusterChoice.PageSize).Take(ClusterChoice.PageSize).ToList();
        var path = PortalPaths.Of(PortalPaths.Clusters, organization.Id);
        await PortalPage.SendAsync(context, new PageFrame(Words.Of("clusters.title")) { Organization = organization, Part = PortalPaths.Clusters }, html =>
        {
            WriteFilter(html, path, choice, list);
            html.Write($"<p role=\"status\">{Words.Of("clusters.found", chosen.Length, list.All.Length)}</p>\n");
            if (shown.Count == 0)
            {
                return;
            }

            html.Write($"""
                <table class="stack">
                <thead><tr><th scope="col">{Words.Of("column.cluster")}</th><th scope="col">{Words.Of("column.verdict")}</th><th scope="col">{Words.Of("column.declared")}</th><th scope="col">{Words.Of("column.place")}</th><th scope="col">{Words.Of("column.failures")}</th><th scope="col">{Words.Of("column.notJudged")}</th></tr></thead>
                <tbody>

                """);
            foreach (var entry in shown)
            {
                WriteRow(html, organization, entry);
            }

            html.Write($"</tbody>\n</table>\n");
            if (pages > 1)
            {
                var first = ((page - 1) * ClusterChoice.PageSize) + 1;
                Parts.WritePager(html, page > 1 ? choice.AddressOf(path, page - 1) : null, page < pages ? choice.AddressOf(path, page + 1) : null, Words.Of("pager.where", first, first + shown.Count - 1, chosen.Length));
            }
        });
    }

    private static void WriteFilter(HtmlWriter html, string path, ClusterChoice choice, ClusterList list)
    {
        html.Write($"""
            <form class="filter" method="get" action="{path}" role="search">
            <p><label for="q">{Words.Of("filter.text")}</label> <input id="q" name="q" type="search" value="{choice.Text}" maxlength="200"></p>

            """);
        WriteChoice(html, "verdict", Words.Of("column.verdict"), choice.Verdict, [.. new[] { Verdict.NonCompliant, Verdict.Indeterminate, Verdict.Compliant }.Select(verdict => (verdict.ToString(), Labels.Of(verdict))), (ClusterChoice.NoReport, Words.Of("report.none"))]);
        WriteChoice(html, "type", Words.Of("column.declared"), choice.Type, [.. Types.Select(type => (type.ToString(), Labels.Of(type)))]);
        WriteChoice(html, "region", Words.Of("filter.region"), choice.Region, [.. list.Regions.Take(MostRegions).Select(region => (region, region))]);
        WriteChoice(html, "rule", Words.Of("filter.rule"), choice.Rule, [.. list.FailingRules.Select(rule => (rule, rule))]);
        WriteChoice(html, "sort", Words.Of("filter.sort"), choice.Sort, [("urgency", Words.Of("sort.urgency")), ("name", Words.Of("sort.name")), ("failures", Words.Of("sort.failures"))], hasAny: false);
        html.Write($"""
            <p><button type="submit">{Words.Of("filter.button")}</button> <a href="{path}">{Words.Of("filter.reset")}</a></p>
            </form>

            """);
    }

    private static void WriteChoice(HtmlWriter html, string name, string label, string chosen, ImmutableArray<(string Value, string Word)> choices, bool hasAny = true)
    {
        html.Write($"""
            <p><label for="{name}">{label}</label> <select id="{name}" name="{name}">

            """);
        if (hasAny)
        {
            html.Write($"<option value=\"\">{Words.Of("filter.any")}</option>\n");
        }

        foreach (var (value, word) in choices)
        {
            html.Write($"""
                <option value="{value}"{new Markup(value == chosen ? " selected" : "")}>{word}</option>

                """);
        }

        html.Write($"</select></p>\n");
    }

    private static void WriteRow(HtmlWriter html, Organization organization, ListedCluster entry)
    {
        var (cluster, standing, line) = (entry.Cluster, entry.Standing, entry.Line);
        html.Write($"""
            <tr><th scope="row"><a href="{PortalPaths.Of(PortalPaths.Cluster, organization.Id, cluster.Id)}">{cluster.Name}</a>
            """);
        if (cluster.Stage is not null)
        {
            html.Write($" <span class=\"tag\">{cluster.Stage}</span>");
        }

        html.Write($"""
            </th><td data-label="{Words.Of("column.verdict")}">
            """);
        if (standing is null)
        {
            html.Write($"<span>{Words.Of("report.none")}</span>");
        }
        else
        {
            Badge.Write(html, standing.Cluster.Verdict);
        }

        html.Write($"""
            </td><td data-label="{Words.Of("column.declared")}"><span>{Labels.Of(cluster.Encryption.Type)}
            """);
        if (line?.OtherReportedType is { } other)
        {
            html.Write($"<br><span class=\"note\">{Words.Of("cluster.reportsType", other)}</span>");
        }

        html.Write($"""
            </span></td><td data-label="{Words.Of("column.place")}">{Labels.PlaceOf(cluster, null, " ")}</td><td data-label="{Words.Of("column.failures")}">
            """);
        if (line is { OpenFailures: > 0, Worst: { } worst })
        {
            html.Write($"<span>{line.OpenFailures} ");
            Badge.WriteSeverity(html, worst);
            html.Write($"</span>");
        }
        else
        {
            html.Write($"–");
        }

        html.Write($"""
            </td><td data-label="{Words.Of("column.notJudged")}">{(line is { Unknown: > 0 } ? Words.Count("count.findings", line.Unknown) : "–")}</td></tr>

            """);
    }
}
