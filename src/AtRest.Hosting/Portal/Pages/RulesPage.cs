using System.Collections.Concurrent;
using AtRest.Core.Controls;
using AtRest.Core.Rules;
using AtRest.Hosting.Api.Problems;
using AtRest.Hosting.Portal.Texts;
using AtRest.Hosting.Portal.Writing;
using AtRest.Reports;
using AtRest.Reports.Html.Sections;
using AtRest.Reports.Html.Writing;
using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AtRest.Hosting.Portal.Pages;

/// <summary>The rules, and the page of each, which is part of the program.</summary>
internal sealed class RulesPage
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().DisableHtml().Build();

    /// <summary>The pages as HTML. There are as many as rules.</summary>
    private readonly ConcurrentDictionary<string, Markup> pages = new(StringComparer.Ordinal);

    public static Task ListAsync(HttpContext context) => PortalPage.SendAsync(context, new PageFrame(Words.Of("rules.title")), html =>
    {
        html.Write($"""
            <p>{Words.Of("rules.about")}</p>
            <table class="stack">
            <thead><tr><th scope="col">{Words.Of("rules.rule")}</th><th scope="col">{Words.Of("rules.name")}</th><th scope="col">{Words.Of("rules.level")}</th><th scope="col">{Words.Of("rules.severity")}</th></tr></thead>
            <tbody>

            """);
        foreach (var rule in RuleCatalog.Descriptors)
        {
            html.Write($"""
                <tr><th scope="row"><a href="{PortalPaths.Of(PortalPaths.Rule, rule.Id)}">{rule.Id}</a></th><td data-label="{Words.Of("rules.name")}">{rule.Title}</td><td data-label="{Words.Of("rules.level")}">{Labels.Of(rule.Level)}</td><td data-label="{Words.Of("rules.severity")}">
                """);
            Badge.WriteSeverity(html, rule.Severity);
            html.Write($"</td></tr>\n");
        }

        html.Write($"</tbody>\n</table>\n");
    });

    public Task ShowAsync(HttpContext context)
    {
        var id = context.GetRouteValue("rule") as string;
        if (RuleCatalog.Descriptors.FirstOrDefault(descriptor => descriptor.Id == id) is not { } rule)
        {
            return Answers.ProblemAsync(context, Problem.NotFound);
        }

        return PortalPage.SendAsync(context, new PageFrame($"{rule.Id}: {rule.Title}") { Above = (Words.Of("rules.title"), PortalPaths.Rules) }, html =>
        {
            html.Write($"<div class=\"prose\">\n{pages.GetOrAdd(rule.Id, Render)}</div>\n");
            var controls = ControlCatalog.Frameworks.SelectMany(framework => framework.Controls.Where(control => control.Rules.Contains(rule.Id)).Select(control => (framework.Name, control.Id, control.Title))).ToList();
            if (controls.Count == 0)
            {
                return;
            }

            html.Write($"""
                <h2>{Words.Of("rules.controls")}</h2>
                <table class="stack">
                <thead><tr><th scope="col">{Words.Of("rules.framework")}</th><th scope="col">{Words.Of("rules.control")}</th><th scope="col">{Words.Of("rules.name")}</th></tr></thead>
                <tbody>

                """);
            foreach (var (framework, control, title) in controls)
            {
                html.Write($"""
                    <tr><th scope="row">{framework}</th><td data-label="{Words.Of("rules.control")}">{control}</td><td data-label="{Words.Of("rules.name")}">{title}</td></tr>

                    """);
            }

            html.Write($"</tbody>\n</table>\n");
        });
    }

    /// <summary>A rule's page: a file of this program, without HTML. Links to other rules lead to their pages here; links to other documents become text.</summary>
    private static Markup Render(string rule)
    {
        var document = Markdown.Parse(RulePage.Read(rule), Pipeline);
        if (document.FirstOrDefault() is HeadingBlock { Level: 1 } title)
        {
            document.Remove(title);
        }

        // A table without headings: its first row is empty.
        foreach (var row in document.Descendants<TableRow>().Where(row => row.IsHeader && row.All(cell => cell is TableCell { Count: 0 } or TableCell { LastChild: ParagraphBlock { Inline.FirstChild: null } })).ToList())
        {
            row.Parent!.Remove(row);
        }

        foreach (var link in document.Descendants<LinkInline>().ToList())
        {
            var target = Path.GetFileNameWithoutExtension(link.Url?.Split('#')[0] ?? "");
            if (RuleCatalog.Descriptors.Any(descriptor => descriptor.Id == target))
            {
                link.Url = PortalPaths.Of(PortalPaths.Rule, target);
            }
            else if (link.Url?.StartsWith("https://", StringComparison.Ordinal) != true)
            {
                link.ReplaceBy(new ContainerInline(), copyChildren: true);
            }
        }

        return new Markup(document.ToHtml(Pipeline));
    }
}
