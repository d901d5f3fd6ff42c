using System.Collections.Immutable;
using AtRest.Core.Audits;
using AtRest.Reports.Html.Writing;

namespace AtRest.Reports.Html.Sections;

/// <summary>What auditors require and no rule can check, each with its source.</summary>
internal static class Statements
{
    public static void Write(HtmlWriter html, ImmutableArray<Statement> statements)
    {
        if (statements.IsEmpty)
        {
            return;
        }

        html.Write($"""
            <details class="quiet">
            <summary><span class="summary-title">{Labels.Count(statements.Length, "statement", "statements")}</span> <span class="note">not checked by a rule, each with its source</span></summary>
            <ul class="statements">

            """);
        foreach (var statement in statements)
        {
            html.Write($"<li>{statement.Text} ");
            WriteSource(html, statement.Source);
            if (statement.SourceRead is { } day)
            {
                html.Write($"""
                     <span class="note">read on {Labels.Day(day)}</span>
                    """);
            }

            html.Write($"</li>\n");
        }

        html.Write($"</ul>\n</details>\n");
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
