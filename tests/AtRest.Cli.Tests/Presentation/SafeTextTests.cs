using AtRest.Cli.Presentation;

namespace AtRest.Cli.Tests.Presentation;

public sealed class SafeTextTests
{
    [Theory]
    [InlineData("payments")]
    [InlineData("Größe 支付 платежи")]
    [InlineData("[red]not markup[/]")]
    [InlineData("two\nlines\tand a tab")]
    public void Of_HarmlessText_IsUnchanged(string text) => SafeText.Of(text).ShouldBe(text);

    [Theory]
    [InlineData("\u001b[2J\u001b[Hgone", "\uFFFD[2J\uFFFD[Hgone")]
    [InlineData("bell\u0007 and null\0", "bell\uFFFD and null\uFFFD")]
    [InlineData("C1 \u009b31m", "C1 \uFFFD31m")]
    [InlineData("turned \u202Eround", "turned \uFFFDround")]
    public void Of_ControlCharacters_ReplacesThem(string text, string expected) => SafeText.Of(text).ShouldBe(expected);

    [Fact]
    public void Line_LineBreaksAndTabs_BecomeSpaces() => SafeText.Line("a\r\nb\nc\td").ShouldBe("a b c d");
}
