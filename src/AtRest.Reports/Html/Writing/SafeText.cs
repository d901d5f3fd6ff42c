using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace AtRest.Reports.Html.Writing;

/// <summary>Makes text from outside safe for HTML: visible (<see cref="VisibleText"/>) and encoded.</summary>
internal static class SafeText
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public static string Encode(string? text) => text is null ? string.Empty : Encoder.Encode(VisibleText.Of(text));
}
