using System.Net;
using AtRest.Reports.Html.Writing;
using AtRest.Reports.Tests.Samples;

namespace AtRest.Reports.Tests.Html;

public sealed class SafeTextTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("two\r\nlines\tand a tab", "two\nlines\tand a tab")]
    [InlineData("x\u202Ey\u0000z\u0085\u2028\r", "x‹U+202E›y‹U+0000›z‹U+0085›‹U+2028›‹U+000D›")]
    [InlineData("\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645", "\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645")]
    [InlineData("\U0001F511 日本語", "\U0001F511 日本語")]
    [InlineData("", "")]
    public void Reveal_AnyText_WritesOutWhatCannotBeSeen(string text, string expected) => VisibleText.Of(text).ShouldBe(expected);

    [Fact]
    public void Reveal_LoneSurrogates_BecomeReplacementCharacters() =>
        VisibleText.Of(HostileReports.LoneSurrogates).ShouldBe("\uFFFD high, low \uFFFD");

    [Fact]
    public void Encode_Markup_IsNoMarkup()
    {
        const string text = HostileReports.Script + HostileReports.Attribute + "<!--&amp;";

        var encoded = SafeText.Encode(text);

        encoded.ShouldNotContain('<');
        encoded.ShouldNotContain('>');
        encoded.ShouldNotContain('"');
        encoded.ShouldNotContain('\'');
        WebUtility.HtmlDecode(encoded).ShouldBe(text);
    }

    [Fact]
    public void Encode_Null_IsEmpty() => SafeText.Encode(null).ShouldBeEmpty();
}
