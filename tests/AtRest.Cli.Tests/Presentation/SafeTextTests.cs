using AtRest.Cli.Presentation;

namespace AtRest.Cli.Tests.Presentation;

public sealed class SafeTextTests
{
    [Theory]
    [InlineData("payments")]
    [InlineData("Größe 支付 платежи")]
    [InlineData("[red]not markup[/]")]
    [InlineData("two\nlines\tand a tab")]
    [InlineData("\U0001F511 key")]
    public void Of_HarmlessText_IsUnchanged(string text) => SafeText.Of(text).ShouldBe(text);

    [Theory]
    [InlineData("\u001b[2J\u001b[Hgone", "\uFFFD[2J\uFFFD[Hgone")]
    [InlineData("bell\u0007 and null\0", "bell\uFFFD and null\uFFFD")]
    [InlineData("C1 \u009b31m", "C1 \uFFFD31m")]
    [InlineData("turned \u202Eround", "turned \uFFFDround")]
    [InlineData("pay\u200Bments\u3164\u2800", "pay\uFFFDments\uFFFD\uFFFD")]
    [InlineData("tag\U000E0041 and \u2764\uFE0F\u200D", "tag\uFFFD and \u2764\uFFFD\uFFFD")]
    [InlineData("over\rwritten", "over\uFFFDwritten")]
    public void Of_ControlCharacters_ReplacesThem(string text, string expected) => SafeText.Of(text).ShouldBe(expected);

    [Fact]
    public void Of_HalfACharacter_ReplacesIt() => SafeText.Of($"half {(char)0xD83D}").ShouldBe("half \uFFFD");

    [Fact]
    public void Line_LineBreaksAndTabs_BecomeSpaces() => SafeText.Line("a\r\nb\nc\td").ShouldBe("a b c d");
}
