namespace AtRest.Reports.Pdf.Layout;

/// <summary>A page before it is drawn. What readers hear is in <see cref="Marks"/>, in reading order; what only decorates is in <see cref="Shapes"/>.</summary>
internal sealed class Sheet
{
    /// <summary>Points of an A4 page.</summary>
    public const double Width = 595;

    public const double Height = 842;

    public const double Left = 50;

    public const double Right = Width - 50;

    public const double Top = 62;

    public const double Bottom = Height - 52;

    public const double TextWidth = Right - Left;

    public List<Shape> Shapes { get; } = [];

    public List<Mark> Marks { get; } = [];

    /// <summary>Headings of tables that are repeated.</summary>
    public List<Words> Repeated { get; } = [];

    /// <summary>Whether the running header and footer are left out.</summary>
    public bool IsCover { get; init; }
}

/// <summary>Something that is drawn without meaning.</summary>
internal abstract record Shape(Ink Ink);

/// <summary>A filled rectangle.</summary>
internal sealed record Box(Ink Ink, double X, double Y, double Width, double Height) : Shape(Ink);

/// <summary>A line.</summary>
internal sealed record Stroke(Ink Ink, double Thickness, double X1, double Y1, double X2, double Y2) : Shape(Ink);

/// <summary>A filled polygon, its corners by turns x and y.</summary>
internal sealed record Polygon(Ink Ink, double[] Corners) : Shape(Ink);

/// <summary>A filled circle.</summary>
internal sealed record Disc(Ink Ink, double X, double Y, double Diameter) : Shape(Ink);

/// <summary>Something in the structure of the document.</summary>
internal abstract record Mark;

/// <summary>The beginning of an element of the structure: <c>P</c>, <c>TD</c> …</summary>
/// <param name="Tag">Its type (ISO 32000-1, 14.8.4).</param>
/// <param name="IsRowHeading">For <c>TH</c>: it is the heading of its row, not of its column.</param>
/// <param name="Span">For <c>TH</c>: the number of columns.</param>
internal sealed record Begin(string Tag, bool IsRowHeading = false, int Span = 1) : Mark;

/// <summary>The end of the innermost element.</summary>
internal sealed record End : Mark;

/// <summary>Text.</summary>
internal sealed record Words(double X, double Baseline, double Width, string Text, TextStyle Style, string? Target, Unbroken? Unbroken) : Mark;

/// <summary>A place that links and bookmarks lead to.</summary>
internal sealed record Anchor(string Name, double Y) : Mark;

/// <summary>A bookmark.</summary>
internal sealed record Bookmark(int Level, string Title, double Y) : Mark;

/// <summary>A picture with its text alternative.</summary>
internal sealed record Picture(string Alternative, double X, double Y, double Width, double Height, IReadOnlyList<Shape> Shapes) : Mark;
