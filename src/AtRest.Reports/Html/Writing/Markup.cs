using System.Globalization;
using System.Text;

namespace AtRest.Reports.Html.Writing;

/// <summary>HTML that is written without encoding: this project's own files, and style sheets whose texts are escaped.</summary>
internal readonly record struct Markup(string Html)
{
    /// <summary>A style sheet with texts as custom properties of the page. Everything but plain letters, digits and spaces is written as its number (https://www.w3.org/TR/css-syntax-3/#consume-escaped-code-point).</summary>
    public static Markup OfStyle(params ReadOnlySpan<(string Name, string Text)> properties)
    {
        var style = new StringBuilder(":root { ");
        foreach (var (name, text) in properties)
        {
            style.Append(name).Append(": \"");
            foreach (var rune in text.EnumerateRunes())
            {
                _ = rune.IsAscii && (Rune.IsLetterOrDigit(rune) || rune.Value == ' ') ? style.Append((char)rune.Value) : style.Append(CultureInfo.InvariantCulture, $"\\{rune.Value:X6}");
            }

            style.Append("\"; ");
        }

        return new Markup(style.Append('}').ToString());
    }
}
