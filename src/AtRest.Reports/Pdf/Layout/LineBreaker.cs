using System.Text;

namespace AtRest.Reports.Pdf.Layout;

/// <summary>The whole text of a word or line that had to be broken. A reader that copies it gets this text.</summary>
internal sealed class Unbroken(string text)
{
    public string Text { get; } = text;
}

/// <summary>A part of a line.</summary>
internal sealed record Piece(double X, double Width, string Text, TextStyle Style, string? Target, Unbroken? Unbroken);

/// <summary>A line of text.</summary>
internal sealed record Line(List<Piece> Pieces, double Height)
{
    /// <summary>From the top of the line to its baseline.</summary>
    public double Ascent => Height * 0.76;
}

/// <summary>
/// Breaks text into lines at spaces and nowhere else, so that names and commands are copied as they are. The space stays at the end of its line. A word that is wider than the line
/// is made smaller. A word that is still too wide is broken, and <see cref="Unbroken"/> has its text.
/// </summary>
internal sealed class LineBreaker(Faces faces)
{
    /// <summary>The smallest size that is legible on paper.</summary>
    private const double LeastSize = 5;

    /// <summary>Prose.</summary>
    public List<Line> Break(IEnumerable<Run> runs, double width)
    {
        var lines = new List<Line>();
        var all = runs.ToList();
        var current = new LineBuilder(faces, all.Count == 0 ? Styles.Body.Leading : all[0].Style.Leading);
        foreach (var word in WordsOf(all))
        {
            if (word.Count == 0)
            {
                lines.Add(current.Take());
                continue;
            }

            var wordWidth = word.Sum(part => faces.WidthOf(part.Text.TrimEnd(' '), part.Style));
            if (current.Width + wordWidth > width && current.Width > 0)
            {
                lines.Add(current.Take());
            }

            if (wordWidth <= width)
            {
                word.ForEach(part => current.Add(part, null));
            }
            else
            {
                AddWide(word, wordWidth, width, current, lines);
            }
        }

        lines.Add(current.Take());
        return lines;
    }

    /// <summary>Code: every line as it is, all of them smaller if one has to be.</summary>
    public List<Line> BreakCode(string code, TextStyle style, double width)
    {
        var lines = new List<Line>();
        var sources = faces.Legible(code.Replace("\r\n", "\n", StringComparison.Ordinal)).TrimEnd('\n').Split('\n');
        var needed = sources.Max(source => faces.WidthOf(source, style));
        var fitting = needed <= width ? style : style with { Size = Math.Max(LeastSize + 1, style.Size * width / needed * 0.999) };
        foreach (var source in sources)
        {
            var current = new LineBuilder(faces, fitting.Leading);
            if (faces.WidthOf(source, fitting) <= width + 0.01)
            {
                current.Add(new Run(source, fitting), null);
            }
            else
            {
                AddWrapped(source, fitting, width, current, lines);
            }

            lines.Add(current.Take());
        }

        return lines;
    }

    private void AddWrapped(string source, TextStyle style, double width, LineBuilder current, List<Line> lines)
    {
        var unbroken = new Unbroken(source);
        foreach (var word in Split(source))
        {
            if (current.Width > 0 && current.Width + faces.WidthOf(word.TrimEnd(' '), style) > width)
            {
                lines.Add(current.Take());
            }

            AddCharacters(new Run(word, style), width, unbroken, current, lines);
        }
    }

    private void AddWide(List<Run> word, double wordWidth, double width, LineBuilder current, List<Line> lines)
    {
        if (word.Min(part => part.Style.Size) * width / wordWidth >= LeastSize)
        {
            word.ForEach(part => current.Add(part with { Style = part.Style with { Size = part.Style.Size * width / wordWidth * 0.999 } }, null));
            return;
        }

        var unbroken = new Unbroken(string.Concat(word.Select(part => part.Text)));
        foreach (var part in word)
        {
            AddCharacters(part with { Style = part.Style with { Size = Math.Min(part.Style.Size, Math.Max(LeastSize + 1, part.Style.Size * width / wordWidth)) } }, width, unbroken, current, lines);
        }
    }

    private void AddCharacters(Run word, double width, Unbroken unbroken, LineBuilder current, List<Line> lines)
    {
        var part = new StringBuilder();
        var partWidth = 0.0;
        foreach (var rune in word.Text.EnumerateRunes())
        {
            var runeWidth = faces.WidthOf(rune.ToString(), word.Style);
            if (current.Width + partWidth + runeWidth > width && current.Width + partWidth > 0 && rune.Value != ' ')
            {
                current.Add(word with { Text = part.ToString() }, unbroken);
                lines.Add(current.Take());
                part.Clear();
                partWidth = 0;
            }

            part.Append(rune.ToString());
            partWidth += runeWidth;
        }

        current.Add(word with { Text = part.ToString() }, unbroken);
    }

    /// <summary>Each word with the spaces after it. A word can have several styles. An empty word ends a line.</summary>
    private IEnumerable<List<Run>> WordsOf(List<Run> runs)
    {
        var word = new List<Run>();
        foreach (var run in runs)
        {
            var isFirst = true;
            foreach (var source in faces.Legible(run.Text).Split('\n'))
            {
                if (!isFirst)
                {
                    if (word.Count > 0)
                    {
                        yield return word;
                        word = [];
                    }

                    yield return [];
                }

                isFirst = false;
                foreach (var part in Split(source))
                {
                    word.Add(run with { Text = part });
                    if (part.EndsWith(' '))
                    {
                        yield return word;
                        word = [];
                    }
                }
            }
        }

        if (word.Count > 0)
        {
            yield return word;
        }
    }

    private static IEnumerable<string> Split(string text)
    {
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf(' ', start);
            if (end < 0)
            {
                yield return text[start..];
                yield break;
            }

            while (end < text.Length && text[end] == ' ')
            {
                end++;
            }

            yield return text[start..end];
            start = end;
        }
    }

    private sealed class LineBuilder(Faces faces, double leastHeight)
    {
        private List<Piece> pieces = [];
        private double height;

        public double Width { get; private set; }

        public void Add(Run run, Unbroken? unbroken)
        {
            height = Math.Max(height, run.Style.Leading);
            foreach (var (face, text) in faces.SplitByFace(run.Text, run.Style.Face))
            {
                var style = face == run.Style.Face ? run.Style : run.Style with { Face = face };
                var width = faces.WidthOf(text, style);
                if (pieces is [.., var last] && last.Style == style && last.Target == run.Target && last.Unbroken == unbroken)
                {
                    pieces[^1] = last with { Text = last.Text + text, Width = last.Width + width };
                }
                else
                {
                    pieces.Add(new Piece(Width, width, text, style, run.Target, unbroken));
                }

                Width += width;
            }
        }

        public Line Take()
        {
            var line = new Line(pieces, height == 0 ? leastHeight : height);
            pieces = [];
            (Width, height) = (0, 0);
            return line;
        }
    }
}
