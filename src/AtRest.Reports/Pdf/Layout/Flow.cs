namespace AtRest.Reports.Pdf.Layout;

/// <summary>Puts blocks one below the other on pages. A block that does not fit continues on the next page.</summary>
internal sealed class Flow(Faces faces)
{
    private readonly LineBreaker breaker = new(faces);
    private readonly List<Sheet> sheets = [];
    private double left = Sheet.Left;
    private double right = Sheet.Right;

    /// <summary>The headings for the table of contents, with their pages from 0.</summary>
    public List<(int Level, string Title, string Anchor, int Sheet)> Headings { get; } = [];

    public IReadOnlyList<Sheet> Sheets => sheets;

    /// <summary>The place of the next block.</summary>
    public double Y { get; set; } = Sheet.Bottom;

    public double Width => right - left;

    public double Remaining => Sheet.Bottom - Y;

    /// <summary>The page that is being filled.</summary>
    public Sheet Current => sheets[^1];

    public LineBreaker Breaker => breaker;

    public void NewSheet(bool isCover = false)
    {
        sheets.Add(new Sheet { IsCover = isCover });
        Y = Sheet.Top;
    }

    /// <summary>Begins a new page unless so much is left on this one.</summary>
    public void Need(double height)
    {
        if (sheets.Count == 0 || (Remaining < height && Y > Sheet.Top))
        {
            NewSheet();
        }
    }

    public void Gap(double height) => Y = Math.Min(Y + height, Sheet.Bottom);

    /// <summary>An element of the structure around what the action adds.</summary>
    public void Element(string tag, Action content)
    {
        Need(0);
        Add(new Begin(tag));
        content();
        Add(new End());
    }

    public void Add(Mark mark) => Current.Marks.Add(mark);

    /// <summary>A heading, on the page of what follows it.</summary>
    /// <param name="level">From 1.</param>
    /// <param name="text">The heading.</param>
    /// <param name="anchor">Its name for links; null: it is in no table of contents.</param>
    /// <param name="next">The height that must fit below it.</param>
    /// <param name="place">The name of a place for links only.</param>
    public void Heading(int level, string text, string? anchor = null, double next = 46, string? place = null)
    {
        var style = Styles.HeadingOf(level);
        var lines = breaker.Break([new Run(text, style)], Width);
        Need(lines.Sum(line => line.Height) + next);
        Gap(Y > Sheet.Top ? level switch { 1 => 18, 2 => 12, _ => 8 } : 0);
        if (anchor is not null)
        {
            Headings.Add((level, text, anchor, sheets.Count - 1));
            Add(new Anchor(anchor, Y));
            Add(new Bookmark(level, text, Y));
        }

        if (place is not null)
        {
            Add(new Anchor(place, Y));
        }

        Add(new Begin($"H{level}"));
        Place(lines);
        Add(new End());
        Gap(level == 1 ? 6 : 3);
    }

    public void Paragraph(params IEnumerable<Run> runs) => Paragraph("P", runs);

    public void Paragraph(string tag, IEnumerable<Run> runs)
    {
        var lines = breaker.Break(runs, Width);
        Need(Math.Min(2, lines.Count) * lines[0].Height);
        Add(new Begin(tag));
        Place(lines);
        Add(new End());
        Gap(3.5);
    }

    /// <summary>Items with a label each.</summary>
    public void List(IEnumerable<(string Label, IReadOnlyList<Run> Text)> items, double indent = 14) => Element("L", () =>
    {
        foreach (var (label, text) in items)
        {
            Item(label, text, indent);
        }
    });

    private void Item(string label, IReadOnlyList<Run> text, double indent)
    {
        var style = text[0].Style;
        var lines = breaker.Break(text, Width - indent);
        Need(Math.Min(2, lines.Count) * lines[0].Height);
        Add(new Begin("LI"));
        Add(new Begin("Lbl"));
        Add(new Words(left, Y + lines[0].Ascent, faces.WidthOf(label, style), label, style, null, null));
        Add(new End());
        Add(new Begin("LBody"));
        Indented(indent, () => Place(lines));
        Add(new End());
        Add(new End());
        Gap(2);
    }

    /// <summary>A term with its value, side by side.</summary>
    public void Fact(string term, IReadOnlyList<Run> value, double termWidth = 118)
    {
        var lines = breaker.Break(value, Width - termWidth);
        var label = breaker.Break([new Run(term, Styles.Note)], termWidth - 8);
        Need(Math.Max(label.Sum(line => line.Height), Math.Min(2, lines.Count) * lines[0].Height));
        var (top, sheet) = (Y, sheets.Count);
        Add(new Begin("P"));
        Place(label);
        var labelEnd = Y;
        Y = top;
        Indented(termWidth, () => Place(lines));
        Add(new End());
        Y = sheets.Count == sheet ? Math.Max(Y, labelEnd) : Y;
        Gap(2.5);
    }

    /// <summary>Commands and documents, on a grey ground.</summary>
    public void Code(string code)
    {
        var lines = breaker.BreakCode(code, Styles.Code with { Size = 7.5 }, Width - 12);
        Need(Math.Min(3, lines.Count) * lines[0].Height + 8);
        Gap(2);
        Element("P", () =>
        {
            Add(new Begin("Code"));
            Shaded(Styles.Panel, 6, () => Place(lines));
            Add(new End());
        });
        Gap(4);
    }

    /// <summary>A bar of a tone at the left of what the action adds.</summary>
    public void Card(Ink ink, Action content, double after = 6)
    {
        Need(30);
        var (first, top) = (sheets.Count - 1, Y);
        var marks = Current.Marks.Count;
        Indented(11, content);
        (first, top) = BeginOf(first, top, marks);
        for (var index = first; index < sheets.Count; index++)
        {
            var from = index == first ? top : Sheet.Top;
            var to = index == sheets.Count - 1 ? Y - 3 : Sheet.Bottom;
            if (to > from)
            {
                sheets[index].Shapes.Add(new Box(ink, left, from, 3, to - from));
            }
        }

        Gap(after);
    }

    /// <summary>A ground behind what the action adds.</summary>
    public void Shaded(Ink ink, double padding, Action content)
    {
        var (first, top) = (sheets.Count - 1, Y);
        var (shapes, marks) = (Current.Shapes.Count, Current.Marks.Count);
        Gap(padding);
        (left, right) = (left + padding, right - padding);
        content();
        (left, right) = (left - padding, right + padding);
        Gap(padding);
        var moved = sheets[first].Marks.Count == marks ? 0 : shapes;
        (first, top) = BeginOf(first, top, marks);
        for (var index = first; index < sheets.Count; index++)
        {
            var from = index == first ? top : Sheet.Top;
            var to = index == sheets.Count - 1 ? Y : Sheet.Bottom;
            sheets[index].Shapes.Insert(index == first ? moved : 0, new Box(ink, left, from, right - left, to - from));
        }
    }

    /// <summary>Where a content begins that may have begun on the next page, because it did not fit: nothing decorates the end of a page without it.</summary>
    private (int Sheet, double Top) BeginOf(int sheet, double top, int marks) => sheets[sheet].Marks.Count == marks && sheet < sheets.Count - 1 ? (sheet + 1, Sheet.Top) : (sheet, top);

    public void Indented(double indent, Action content)
    {
        left += indent;
        content();
        left -= indent;
    }

    /// <summary>A picture at the left.</summary>
    /// <param name="alternative">The picture in words.</param>
    /// <param name="width">Its width.</param>
    /// <param name="height">Its height.</param>
    /// <param name="shapes">Its shapes, from its upper left corner.</param>
    public void Picture(string alternative, double width, double height, Func<double, double, IEnumerable<Shape>> shapes)
    {
        Need(height);
        Add(new Picture(alternative, left, Y, width, height, [.. shapes(left, Y)]));
        Gap(height);
    }

    /// <summary>Lines of text. A word or line that had to be broken stays on one page if it fits on one.</summary>
    public void Place(List<Line> lines)
    {
        for (var index = 0; index < lines.Count; index++)
        {
            var line = lines[index];
            Need(Math.Max(line.Height, HeightOfUnbroken(lines, index)));
            PlaceLine(line, left, Y);
            Y += line.Height;
        }
    }

    /// <summary>A line at a place, without a check whether it fits.</summary>
    public void PlaceLine(Line line, double x, double top)
    {
        foreach (var piece in line.Pieces)
        {
            Add(new Words(x + piece.X, top + line.Ascent, piece.Width, piece.Text, piece.Style, piece.Target, piece.Unbroken));
        }
    }

    private static double HeightOfUnbroken(List<Line> lines, int index)
    {
        if (lines[index].Pieces is not [.., { Unbroken: { } whole }] || (index > 0 && lines[index - 1].Pieces is [.., var before] && before.Unbroken == whole))
        {
            return 0;
        }

        var height = lines.Skip(index).TakeWhile(line => line.Pieces.Exists(piece => piece.Unbroken == whole)).Sum(line => line.Height);
        return height <= Sheet.Bottom - Sheet.Top ? height : 0;
    }

    /// <summary>A table: see <see cref="TableFlow"/>.</summary>
    public void Table(Column[] columns, IEnumerable<Cell[]> rows) => new TableFlow(this, columns, left).Write(rows);
}
