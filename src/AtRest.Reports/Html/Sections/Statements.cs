using System.Collections.Immutable;
using AtRest.Core.Audits;
using AtRest.Reports.Html.Writing;

namespace AtRest.Reports.Html.Sections;

/// <summary>What auditors require and no rule can check, each with its source.</summary>
internal static class Statements
{
    /// <summary>In a cluster: the numbers of its statements.</summary>
    public static void WriteLinks(HtmlWriter html, ReportView view, ImmutableArray<Statement> statements)
    {
        if (statements.IsEmpty)
        {
            return;
        }

        html.Write($"""
            <p class="note">Statements that no rule checks:
            """);
        foreach (var (first, text) in Runs.Of(statements.Select(view.Statements.Of)))
        {
            html.Write($" <a href=#s{first}>{text}</a>");
        }

        html.Write($"</p>\n");
    }

    /// <summary>All statements of the page, after its clusters.</summary>
    public static void Write(HtmlWriter html, ReportView view)
    {
        if (view.Statements.IsEmpty)
        {
            return;
        }

        html.Write($"""
            <section id="statements" aria-labelledby="statements-title">
            <h2 id="statements-title">Statements</h2>
            <p>What auditors require and no rule checks, each with its source. The clusters refer to the numbers.</p>
            <ol class="statements">

            """);
        foreach (var (number, statement) in view.Statements.All)
        {
            html.Write($"""
                <li id="s{number}">{statement.Text} 
                """);
            WriteSource(html, statement.Source);
            if (statement.SourceRead is { } day)
            {
                html.Write($"""
                     <span class="note">read on {Labels.Day(day)}</span>
                    """);
            }

            html.Write($"</li>\n");
        }

        html.Write($"</ol>\n</section>\n");
    }

    /// <summary>A link only if the text is certainly the address of a page.</summary>
    internal static void WriteSource(HtmlWriter html, string source)
    {
        if (Uri.TryCreate(source, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps)
        {
            html.Write($"""
                <a class="source" rel="noopener noreferrer" href="{address.AbsoluteUri}">{address.Host}{address.PathAndQuery}</a>
                """);
        }
        else
        {
            html.Write($"""
                <span class="note">{source}</span>
                """);
        }
    }
}
