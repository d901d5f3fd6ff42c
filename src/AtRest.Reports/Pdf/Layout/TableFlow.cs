namespace AtRest.Reports.Pdf.Layout;

/// <summary>A column.</summary>
/// <param name="Heading">Its heading.</param>
/// <param name="Share">Its share of the width, compared with the others.</param>
internal sealed record Column(string Heading, double Share);

/// <summary>A cell: one or more paragraphs.</summary>
internal sealed record Cell(params IReadOnlyList<Run>[] Paragraphs)
{
    public static Cell Of(string text) => new([new Run(text, Styles.Row)]);

    public static Cell Strong(string text) => new([new Run(text, Styles.RowBold)]);

    public static Cell Code(string text) => new([new Run(text, Styles.RowCode)]);

    /// <summary>The cell is the heading of the whole row: it reaches over all columns.</summary>
    public bool IsWide { get; init; }

    /// <summary>The name of the row's place, for links.</summary>
    public string? Anchor { get; init; }
}

/// <summary>
/// A table that continues on the next page with its headings repeated. The first cell of a row is the heading of the row. A row stays together unless it is nearly as high as a page.
/// </summary>
internal sealed class TableFlow(Flow flow, Column[] columns, double left)
{
    private const double Padding = 3;
    private const double Between = 8;

    /// <summary>A higher row is on several pages.</summary>
    private const double MostTogether = 0.8 * (Sheet.Bottom - Sheet.Top);

    /// <summary>The least that is left on a page for a part of such a row.</summary>
    private const double LeastPart = 120;

    private readonly double unit = (flow.Width - Between * (columns.Length - 1)) / columns.Sum(column => column.Share);

    public void Write(IEnumerable<Cell[]> rows)
    {
        var headings = columns.Select(column => flow.Breaker.Break([new Run(column.Heading, Styles.RowBold with { Ink = Styles.Muted })], column.Share * unit)).ToList();
        var headingHeight = HeightOf(headings) + 2 * Padding;
        var all = rows.ToList();
        flow.Need(headingHeight + HeightFrom(all, 0));
        flow.Gap(2);
        flow.Element("Table", () =>
        {
            WriteHeadings(headings, headingHeight, isRepeated: false);
            for (var index = 0; index < all.Count; index++)
            {
                WriteRow(all[index], IsWide(all[index]) ? HeightFrom(all, index + 1) : 0, headings, headingHeight);
            }
        });
        flow.Gap(6);
    }

    private void WriteHeadings(List<List<Line>> headings, double height, bool isRepeated)
    {
        flow.Current.Shapes.Add(new Box(Styles.Panel, left, flow.Y, flow.Width, height));
        if (isRepeated)
        {
            var marks = flow.Current.Marks.Count;
            PlaceCells(headings, flow.Y + Padding);
            flow.Current.Repeated.AddRange(flow.Current.Marks.Skip(marks).OfType<Words>());
            flow.Current.Marks.RemoveRange(marks, flow.Current.Marks.Count - marks);
        }
        else
        {
            PlaceRow(headings, flow.Y + Padding, isHeading: true, null);
        }

        flow.Y += height;
    }

    private static bool IsWide(Cell[] row) => row is [{ IsWide: true }];

    /// <summary>The height that must fit below a heading: of the next row, and of the one below it if that is a heading too.</summary>
    private double HeightFrom(List<Cell[]> rows, int index) => index >= rows.Count ? 0
        : (HeightOf(CellsOf(rows[index])) + 2 * Padding is var height && height > MostTogether ? LeastPart : height) + (IsWide(rows[index]) ? HeightFrom(rows, index + 1) : 0);

    private List<List<Line>> CellsOf(Cell[] row) => [.. row.Select((cell, index) => LinesOf(cell, IsWide(row) ? flow.Width : columns[index].Share * unit))];

    private void WriteRow(Cell[] row, double next, List<List<Line>> headings, double headingHeight)
    {
        var isWide = IsWide(row);
        var cells = CellsOf(row);
        var anchor = row[0].Anchor;
        while (true)
        {
            var height = HeightOf(cells) + 2 * Padding;
            var isBelowHeadings = flow.Y < Sheet.Top + headingHeight + 1;
            if (!isBelowHeadings && (height > MostTogether ? LeastPart : height + next) > flow.Remaining)
            {
                flow.NewSheet();
                WriteHeadings(headings, headingHeight, isRepeated: true);
            }

            if (height <= flow.Remaining)
            {
                WriteCells(cells, isWide, anchor);
                return;
            }

            var part = cells.Select(lines => Take(lines, flow.Remaining - 2 * Padding)).ToList();
            WriteCells(part, isWide, anchor);
            cells = [.. cells.Select((lines, index) => lines.Skip(part[index].Count).ToList())];
            anchor = null;
        }
    }

    private void WriteCells(List<List<Line>> cells, bool isWide, string? anchor)
    {
        var height = HeightOf(cells) + 2 * Padding;
        if (anchor is not null)
        {
            flow.Add(new Anchor(anchor, flow.Y));
        }

        if (isWide)
        {
            flow.Current.Shapes.Add(new Box(Styles.Panel, left, flow.Y + 1, flow.Width, height - 1));
        }

        PlaceRow(cells, flow.Y + Padding, isHeading: false, isWide ? columns.Length : null);
        flow.Y += height;
        flow.Current.Shapes.Add(new Stroke(Styles.Rule, 0.5, left, flow.Y, left + flow.Width, flow.Y));
    }

    private void PlaceRow(List<List<Line>> cells, double top, bool isHeading, int? span)
    {
        flow.Add(new Begin("TR"));
        for (var index = 0; index < cells.Count; index++)
        {
            flow.Add(new Begin(isHeading || index == 0 ? "TH" : "TD", IsRowHeading: !isHeading, Span: span ?? 1));
            PlaceCell(cells[index], index, top);
            flow.Add(new End());
        }

        flow.Add(new End());
    }

    private void PlaceCells(List<List<Line>> cells, double top)
    {
        for (var index = 0; index < cells.Count; index++)
        {
            PlaceCell(cells[index], index, top);
        }
    }

    private void PlaceCell(List<Line> lines, int index, double top)
    {
        var x = left + columns.Take(index).Sum(column => column.Share * unit + Between);
        foreach (var line in lines)
        {
            flow.PlaceLine(line, x, top);
            top += line.Height;
        }
    }

    private List<Line> LinesOf(Cell cell, double width) => [.. cell.Paragraphs.SelectMany(paragraph => flow.Breaker.Break(paragraph, width))];

    private static double HeightOf(List<List<Line>> cells) => cells.Max(lines => lines.Sum(line => line.Height));

    /// <summary>The lines that fit. A word that continues on the next page is copied in two parts.</summary>
    private static List<Line> Take(List<Line> lines, double height)
    {
        var taken = new List<Line>();
        foreach (var line in lines)
        {
            height -= line.Height;
            if (height < 0)
            {
                break;
            }

            taken.Add(line);
        }

        return taken;
    }
}
