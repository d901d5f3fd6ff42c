using System.Text;
using PdfSharp.Drawing;
using PdfSharp.Fonts;
using PdfSharp.Pdf;

namespace AtRest.Reports.Pdf.Layout;

/// <summary>The fonts of one document: their glyphs and widths. PDFsharp adds up widths without kerning, so the width of a text is the sum of its characters'.</summary>
internal sealed class Faces
{
    private const double Em = 100;

    private static readonly XPdfFontOptions Embedded = new(PdfFontEncoding.Unicode, PdfFontEmbedding.TryComputeSubset);

    private readonly Dictionary<(Face Face, double Size), XFont> fonts = [];
    private readonly Dictionary<(Face Face, int Rune), double?> widths = [];
    private readonly XGraphics measure = XGraphics.CreateMeasureContext(new XSize(Em, Em), XGraphicsUnit.Point, XPageDirection.Downwards);

    public Faces() => FontFiles.Register();

    /// <summary>A font of PDFsharp.</summary>
    public XFont Of(Face face, double size)
    {
        if (!fonts.TryGetValue((face, size), out var font))
        {
            fonts.Add((face, size), font = new XFont(FontFiles.FamilyOf(face), size, XFontStyleEx.Regular, Embedded));
        }

        return font;
    }

    /// <summary>The width of a legible text.</summary>
    public double WidthOf(string text, TextStyle style)
    {
        var width = 0.0;
        foreach (var rune in text.EnumerateRunes())
        {
            width += WidthOf(style.Face, rune) ?? WidthOf(Face.Code, rune) ?? 0;
        }

        return width * style.Size;
    }

    /// <summary>Splits a legible text where it needs another font.</summary>
    public IEnumerable<(Face Face, string Text)> SplitByFace(string text, Face face)
    {
        var part = new StringBuilder(text.Length);
        var current = face;
        foreach (var rune in text.EnumerateRunes())
        {
            var needed = WidthOf(face, rune) is null ? Face.Code : face;
            if (needed != current && part.Length > 0)
            {
                yield return (current, part.ToString());
                part.Clear();
            }

            current = needed;
            part.Append(rune.ToString());
        }

        if (part.Length > 0)
        {
            yield return (current, part.ToString());
        }
    }

    /// <summary>
    /// The text with every character that the fonts cannot show written out: <c>‹U+5317 U+4EAC›</c>. So are characters that are written from right to left or combined,
    /// because that needs more than a glyph for each.
    /// </summary>
    public string Legible(string text)
    {
        if (text.All(character => character is >= ' ' and <= '~' or '\n'))
        {
            return text;
        }

        var legible = new StringBuilder(text.Length + 16);
        var isWrittenOut = false;
        foreach (var rune in VisibleText.Of(text).Normalize(NormalizationForm.FormC).Replace("\t", "    ", StringComparison.Ordinal).EnumerateRunes())
        {
            var isShown = rune.Value == '\n' || IsShown(rune);
            legible.Append(isShown ? isWrittenOut ? "›" : "" : isWrittenOut ? " " : "‹").Append(isShown ? rune.ToString() : $"U+{rune.Value:X4}");
            isWrittenOut = !isShown;
        }

        return legible.Append(isWrittenOut ? "›" : "").ToString();
    }

    /// <summary>Latin, Greek, Cyrillic, Armenian, Georgian, punctuation and symbols.</summary>
    private bool IsShown(Rune rune) => rune.Value is < 0x0300 or (>= 0x0370 and < 0x0483) or (>= 0x048A and < 0x0590) or (>= 0x10A0 and < 0x1100) or (>= 0x1C80 and < 0x1CC0) or (>= 0x1E00 and < 0x200B)
            or (>= 0x2010 and < 0x2028) or (>= 0x2030 and < 0x2060) or (>= 0x2070 and < 0x20D0) or (>= 0x2100 and < 0x2C00)
        && (WidthOf(Face.Text, rune) ?? WidthOf(Face.Code, rune)) is not null;

    /// <summary>In units of the font's size; null without a glyph.</summary>
    private double? WidthOf(Face face, Rune rune)
    {
        if (!widths.TryGetValue((face, rune.Value), out var width))
        {
            var font = Of(face, Em);
            width = GlyphHelper.GlyphIndexFromCodePoint(rune.Value, font) == 0 ? null : measure.MeasureString(rune.ToString(), font).Width / Em;
            widths.Add((face, rune.Value), width);
        }

        return width;
    }
}
