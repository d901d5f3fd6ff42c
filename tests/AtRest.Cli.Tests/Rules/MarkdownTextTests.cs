using AtRest.Cli.Rules;

namespace AtRest.Cli.Tests.Rules;

public sealed class MarkdownTextTests
{
    [Theory]
    [InlineData("# A title\n\nText with `code`, **bold**, `two words` and [a link](https://example.com).", "A title||Text with code, bold, 'two words' and a link (https://example.com).")]
    [InlineData("[KPOL-3](KPOL-3.md) and <https://example.com>", "KPOL-3 and https://example.com")]
    [InlineData("## How\n\n- one\n- two\n  - three", "HOW||- one|- two|  - three")]
    [InlineData("3. one\n4. two", "3. one|4. two")]
    [InlineData("```sh\naws  kms\n\n  x\n```", "    aws  kms||      x")]
    [InlineData("| A | B |\n| --- | --- |\n| x | y `z` |", "A  B|x  y z")]
    [InlineData("| | |\n| --- | --- |\n| x | y |", "x  y")]
    [InlineData("a\nb &amp; c", "a b & c")]
    [InlineData("<p>\nx\n</p>", "<p>|x|</p>")]
    [InlineData("> quoted", "quoted")]
    [InlineData("", "")]
    public void Lines_OfMarkdown_AreReadable(string markdown, string expected) =>
        string.Join('|', MarkdownText.Lines(markdown, 80)).ShouldBe(expected);

    [Fact]
    public void Lines_OfATableThatDoesNotFit_BecomeAList() =>
        string.Join('|', MarkdownText.Lines("| Name | Meaning |\n| --- | --- |\n| aaaaaaaaaaaaaaaaaaaaaaaaa | bbbbbbbbbbbbbbbbbbbbbbbbb ccc |", 40))
            .ShouldBe("aaaaaaaaaaaaaaaaaaaaaaaaa|  Meaning: bbbbbbbbbbbbbbbbbbbbbbbbb ccc");
}
