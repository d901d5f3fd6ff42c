using Spectre.Console;

namespace AtRest.Cli.Presentation;

/// <summary>
/// Text in lines that begin where their first one does, or further in. Nothing is cut: a word that is longer than the terminal is wide, such as an
/// ARN, stays whole, and so does a quoted command that fits on a line, so that it can be copied.
/// </summary>
internal static class Lines
{
    /// <summary>Breaks between words.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="indent">Blanks before the first line, and before the others.</param>
    /// <param name="text">Safe for a terminal.</param>
    /// <param name="style">How it looks.</param>
    public static void WriteWrapped(IAnsiConsole console, (int First, int Others) indent, string text, Style style) => WriteWrapped(console, indent, [(text, style)]);

    /// <summary>The same for a text in several styles.</summary>
    public static void WriteWrapped(IAnsiConsole console, (int First, int Others) indent, IReadOnlyList<(string Text, Style Style)> parts)
    {
        var text = string.Concat(parts.Select(part => part.Text));
        var styles = parts.SelectMany(part => Enumerable.Repeat(part.Style, part.Text.Length)).ToList();
        foreach (var (start, length, indentation) in Ranges(text, console.Profile.Width, indent))
        {
            var line = new Paragraph(new string(' ', indentation));
            for (var index = start; index < start + length;)
            {
                var end = index;
                while (end < start + length && styles[end].Equals(styles[index]))
                {
                    end++;
                }

                line.Append(text[index..end], styles[index]);
                index = end;
            }

            WriteWhole(console, line, indentation + length);
        }
    }

    /// <summary>A line that is never broken, however long it is.</summary>
    public static void WriteWhole(IAnsiConsole console, string line, Style style) => WriteWhole(console, new Paragraph(line, style), line.Length);

    /// <summary>The same for a line that other programs read: its tabs, a byte order mark and the carriage return at its end stay. What else is not safe for a terminal is replaced.</summary>
    public static void WriteVerbatim(IAnsiConsole console, string line, Style style)
    {
        const char ByteOrderMark = '\uFEFF';
        var content = line.TrimEnd('\r');
        var (text, end) = (string.Join(ByteOrderMark, content.Split(ByteOrderMark).Select(SafeText.Of)), line[content.Length..] + '\n');
        var writer = console.Profile.Out.Writer;
        if (console.Profile.Capabilities.ColorSystem == ColorSystem.NoColors || style.Equals(Style.Plain))
        {
            writer.Write(text + end);
        }
        else
        {
            // Spectre.Console changes carriage returns. The colour does not matter to them.
            WriteWithoutEnd(console, new Paragraph(text, style), text.Length);
            writer.Write(end);
        }
    }

    public static IEnumerable<string> Wrap(string text, int width, (int First, int Others) indent) =>
        Ranges(text, width, indent).Select(line => string.Concat(new string(' ', line.Indent), text.AsSpan(line.Start, line.Length)).TrimEnd());

    private static void WriteWhole(IAnsiConsole console, Paragraph line, int length)
    {
        WriteWithoutEnd(console, line, length);
        console.WriteLine();
    }

    private static void WriteWithoutEnd(IAnsiConsole console, Paragraph line, int length)
    {
        // Spectre.Console breaks what is wider than its terminal. A character takes at most two columns.
        var width = console.Profile.Width;
        console.Profile.Width = Math.Max(width, (2 * length) + 1);
        console.Write(line);
        console.Profile.Width = width;
    }

    /// <summary>Where each line starts in the text, how long it is, and how far it is indented.</summary>
    private static IEnumerable<(int Start, int Length, int Indent)> Ranges(string text, int width, (int First, int Others) indent)
    {
        var (start, end, margin) = (0, 0, indent.First);
        foreach (var (wordStart, wordEnd) in Units(text, width - Math.Max(indent.First, indent.Others)))
        {
            if (end > start && margin + (wordEnd - start) > width)
            {
                yield return (start, end - start, margin);
                (start, margin) = (wordStart, indent.Others);
            }

            end = wordEnd;
        }

        yield return (start, text[start..end].TrimEnd().Length, margin);
    }

    /// <summary>What is never broken: words, and quotations that fit on a line.</summary>
    private static IEnumerable<(int Start, int End)> Units(string text, int room)
    {
        for (var start = 0; start < text.Length;)
        {
            var end = EndOfWord(text, start);
            if (Quotation(text, start) is { } quoted && quoted - start <= room)
            {
                end = quoted;
            }

            yield return (start, end);
            for (start = end; start < text.Length && text[start] == ' '; start++)
            {
            }
        }
    }

    private static int EndOfWord(string text, int start) => text.IndexOf(' ', start) is >= 0 and var blank ? blank : text.Length;

    /// <summary>Where the word ends with which the quotation ends that starts with this word. Null if none starts here.</summary>
    private static int? Quotation(string text, int start)
    {
        var open = start;
        while (open < text.Length && text[open] is '(' or '[')
        {
            open++;
        }

        if (open >= text.Length || text[open] is not ('\'' or '`'))
        {
            return null;
        }

        for (var close = text.IndexOf(text[open], open + 1); close >= 0; close = text.IndexOf(text[open], close + 1))
        {
            // A quotation ends before a space or punctuation; an apostrophe is followed by a letter.
            if (close + 1 == text.Length || !char.IsLetterOrDigit(text[close + 1]))
            {
                return EndOfWord(text, close);
            }
        }

        return null;
    }
}
