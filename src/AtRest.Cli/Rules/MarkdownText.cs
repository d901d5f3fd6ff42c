using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using AtRest.Cli.Presentation;
using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace AtRest.Cli.Rules;

/// <summary>Markdown as text for a terminal: paragraphs, lists and tables wrapped to its width, code as it is.</summary>
internal static class MarkdownText
{
    private const int CodeIndent = 4;

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().Build();

    public static IEnumerable<string> Lines(string markdown, int width)
    {
        var isFirst = true;
        foreach (var block in Markdown.Parse(markdown, Pipeline))
        {
            var lines = Lines(block, width).ToList();
            if (lines.Count == 0)
            {
                continue;
            }

            if (!isFirst)
            {
                yield return "";
            }

            isFirst = false;
            foreach (var line in lines)
            {
                yield return line;
            }
        }
    }

    private static IEnumerable<string> Lines(Block block, int width) => block switch
    {
        HeadingBlock { Level: 1 } heading => Wrap(Text(heading.Inline), width),
        HeadingBlock heading => Wrap(Text(heading.Inline).ToUpperInvariant(), width),
        ListBlock list => list.Cast<ListItemBlock>().SelectMany((item, index) => Item(item, list.IsOrdered ? Number(list, index) : "- ", width)),
        Table table => Rows(table, width),
        CodeBlock code => Code(code),
        LeafBlock leaf => leaf.Inline is null ? Raw(leaf) : Wrap(Text(leaf.Inline), width),
        ContainerBlock container => container.SelectMany(child => Lines(child, width)),
        _ => [],
    };

    private static IEnumerable<string> Item(ListItemBlock item, string mark, int width)
    {
        var first = true;
        foreach (var line in item.SelectMany(child => Lines(child, width - mark.Length)))
        {
            yield return (first ? mark : new string(' ', mark.Length)) + line;
            first = false;
        }
    }

    private static string Number(ListBlock list, int index) =>
        string.Create(CultureInfo.InvariantCulture, $"{(int.TryParse(list.OrderedStart, NumberStyles.None, CultureInfo.InvariantCulture, out var start) ? start : 1) + index}. ");

    private static IEnumerable<string> Rows(Table table, int width)
    {
        var rows = table.Cast<TableRow>().Select(row => (row.IsHeader, Cells: row.Cast<TableCell>().Select(Cell).ToList())).ToList();
        var columns = rows.Max(row => row.Cells.Count);
        ImmutableArray<string> Padded(List<string> cells) => [.. cells, .. Enumerable.Repeat("", columns - cells.Count)];
        var headings = rows.Where(row => row.IsHeader).Select(row => Padded(row.Cells)).FirstOrDefault(Padded([]));
        return TextTable.Lines(headings, [.. rows.Where(row => !row.IsHeader).Select(row => Padded(row.Cells))], width);
    }

    private static string Cell(TableCell cell) => string.Join(' ', cell.OfType<LeafBlock>().Select(leaf => Text(leaf.Inline)));

    private static IEnumerable<string> Code(CodeBlock code) => Raw(code).Select(line => (new string(' ', CodeIndent) + line).TrimEnd());

    private static IEnumerable<string> Raw(LeafBlock block) => block.Lines.Lines is null ? [] : block.Lines.Lines.Take(block.Lines.Count).Select(line => line.ToString());

    private static IEnumerable<string> Wrap(string text, int width) => Presentation.Lines.Wrap(text, width, (0, 0));

    private static string Text(ContainerInline? inlines)
    {
        var text = new StringBuilder();
        Append(text, inlines);
        return text.ToString();
    }

    private static void Append(StringBuilder text, ContainerInline? inlines)
    {
        foreach (var inline in inlines ?? [])
        {
            Append(text, inline);
        }
    }

    private static void Append(StringBuilder text, Inline inline)
    {
        switch (inline)
        {
            case LiteralInline literal:
                text.Append(literal.Content.AsSpan());
                break;
            case CodeInline code:
                // Commands keep their quotes, so that it is clear where they end.
                text.Append(code.Content.Contains(' ', StringComparison.Ordinal) ? $"'{code.Content}'" : code.Content);
                break;
            case AutolinkInline link:
                text.Append(link.Url);
                break;
            case LineBreakInline:
                text.Append(' ');
                break;
            case HtmlEntityInline entity:
                text.Append(entity.Transcoded.AsSpan());
                break;
            case LinkInline link:
                Append(text, (ContainerInline)link);
                if (Uri.TryCreate(link.Url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
                {
                    text.Append(CultureInfo.InvariantCulture, $" ({link.Url})");
                }

                break;
            case ContainerInline container:
                Append(text, container);
                break;
        }
    }
}
