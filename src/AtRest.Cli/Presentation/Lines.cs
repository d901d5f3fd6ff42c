using Spectre.Console;

namespace AtRest.Cli.Presentation;

/// <summary>
/// Text in lines that begin where their first one does, or further in. Nothing is cut: a word that is longer than the terminal is wide, such as an
/// ARN, stays whole, so that it can be copied.
/// </summary>
internal static class Lines
{
    /// <summary>Breaks between words.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="indent">Blanks before the first line, and before the others.</param>
    /// <param name="text">Safe for a terminal.</param>
    /// <param name="style">How it looks.</param>
    public static void WriteWrapped(IAnsiConsole console, (int First, int Others) indent, string text, Style style)
    {
        foreach (var line in Wrap(text, console.Profile.Width, indent))
        {
            WriteWhole(console, line, style);
        }
    }

    /// <summary>A line that is never broken, however long it is.</summary>
    public static void WriteWhole(IAnsiConsole console, string line, Style style)
    {
        // Spectre.Console breaks what is wider than its terminal.
        var width = console.Profile.Width;
        console.Profile.Width = Math.Max(width, (2 * line.Length) + 1);
        console.Write(new Text(line, style));
        console.Profile.Width = width;
        console.WriteLine();
    }

    public static IEnumerable<string> Wrap(string text, int width, (int First, int Others) indent)
    {
        var line = new string(' ', indent.First);
        var isEmpty = true;
        foreach (var word in text.Split(' '))
        {
            if (!isEmpty && line.Length + 1 + word.Length > width)
            {
                yield return line.TrimEnd();
                line = new string(' ', indent.Others);
                isEmpty = true;
            }

            line += isEmpty ? word : ' ' + word;
            isEmpty = false;
        }

        yield return line.TrimEnd();
    }
}
