namespace AtRest.Reports.Pdf.Layout;

/// <summary>The fonts of a document. All are embedded.</summary>
internal enum Face
{
    /// <summary>Inter Regular.</summary>
    Text,

    /// <summary>Inter SemiBold.</summary>
    Strong,

    /// <summary>DejaVu Sans Mono: for names, hashes and commands, and for what Inter has no glyphs for.</summary>
    Code,
}

/// <summary>A colour.</summary>
internal readonly record struct Ink(byte Red, byte Green, byte Blue);

/// <summary>How text looks.</summary>
/// <param name="Face">The font.</param>
/// <param name="Size">In points.</param>
/// <param name="Ink">The colour.</param>
internal sealed record TextStyle(Face Face, double Size, Ink Ink)
{
    /// <summary>The height of a line.</summary>
    public double Leading => Size * 1.42;
}

/// <summary>Text in one style.</summary>
/// <param name="Text">As it comes from outside: <see cref="LineBreaker"/> makes it legible.</param>
/// <param name="Style">How it looks.</param>
/// <param name="Target">The name of a place in the document, or the address of a page; null if it is not a link.</param>
internal sealed record Run(string Text, TextStyle Style, string? Target = null);

/// <summary>The styles of a document, with the colours of the HTML page (<c>theme.css</c>): dark enough on white and on the tints for WCAG AA.</summary>
internal static class Styles
{
    public static Ink Black { get; } = new(0x17, 0x21, 0x2B);

    public static Ink Muted { get; } = new(0x4F, 0x5D, 0x6B);

    public static Ink Brand { get; } = new(0x1B, 0x3F, 0x66);

    public static Ink Hyperlink { get; } = new(0x0B, 0x53, 0x94);

    public static Ink Rule { get; } = new(0xD8, 0xDF, 0xE6);

    public static Ink Panel { get; } = new(0xF5, 0xF7, 0xF9);

    public static Ink White { get; } = new(0xFF, 0xFF, 0xFF);

    public static TextStyle Title { get; } = new(Face.Strong, 22, Brand);

    public static TextStyle Body { get; } = new(Face.Text, 9, Black);

    public static TextStyle Bold { get; } = new(Face.Strong, 9, Black);

    public static TextStyle Note { get; } = new(Face.Text, 8, Muted);

    /// <summary>Notes in tables.</summary>
    public static TextStyle Small { get; } = new(Face.Text, 7, Muted);

    public static TextStyle Link { get; } = new(Face.Text, 9, Hyperlink);

    public static TextStyle Code { get; } = new(Face.Code, 8, Black);

    public static TextStyle Row { get; } = new(Face.Text, 8, Black);

    public static TextStyle RowBold { get; } = new(Face.Strong, 8, Black);

    public static TextStyle RowCode { get; } = new(Face.Code, 7, Black);

    public static TextStyle RowLink { get; } = new(Face.Text, 8, Hyperlink);

    public static TextStyle Edge { get; } = new(Face.Text, 7.5, Muted);

    /// <summary>The colour of a tone (<see cref="Labels"/>) for text and marks.</summary>
    public static Ink OfTone(string tone) => tone switch
    {
        "pass" => new(0x17, 0x66, 0x3A),
        "unknown" => new(0x7A, 0x4A, 0x00),
        "fail" => new(0xA3, 0x16, 0x1C),
        "waived" => new(0x4B, 0x3C, 0x91),
        _ => Muted,
    };

    /// <summary>The background of a tone.</summary>
    public static Ink TintOf(string tone) => tone switch
    {
        "pass" => new(0xE9, 0xF5, 0xEE),
        "unknown" => new(0xFD, 0xF3, 0xDE),
        "fail" => new(0xFC, 0xEC, 0xEC),
        "waived" => new(0xF0, 0xEE, 0xFB),
        _ => new(0xEE, 0xF1, 0xF4),
    };

    public static TextStyle HeadingOf(int level) => level switch
    {
        1 => new(Face.Strong, 17, Brand),
        2 => new(Face.Strong, 11.5, Brand),
        _ => new(Face.Strong, 9.5, Black),
    };
}
