using AtRest.Cli.Presentation;
using Spectre.Console;

namespace AtRest.Cli.Tests.Presentation;

public sealed class LinesTests
{
    [Theory]
    [InlineData("one two three", 80, "  one two three")]
    [InlineData("one two three", 9, "  one two|    three")]
    [InlineData("one two three", 10, "  one two|    three")]
    [InlineData("one arn:aws:iam::111122223333:role/x two", 12, "  one|    arn:aws:iam::111122223333:role/x|    two")]
    [InlineData("kms:*  through", 80, "  kms:*  through")]
    [InlineData("", 80, "")]
    [InlineData("see 'rules show' now", 17, "  see|    'rules show'|    now")]
    [InlineData("see (`rules show`) now", 19, "  see|    (`rules show`)|    now")]
    [InlineData("it's one 'that is longer than the line'", 14, "  it's one|    'that is|    longer|    than the|    line'")]
    [InlineData("the keys' role and 'its owner's key' too", 22, "  the keys' role and|    'its owner's key'|    too")]
    [InlineData("an 'open quotation", 12, "  an 'open|    quotation")]
    public void Wrap_Text_BreaksBetweenWordsOnly(string text, int width, string expected) =>
        string.Join('|', Lines.Wrap(text, width, (2, 4))).ShouldBe(expected);

    /// <summary>The line of a difference must fit the file. A character that could mislead a person is replaced, as everywhere.</summary>
    [Theory]
    [InlineData(" \uFEFF{\r")]
    [InlineData("+\tone\r")]
    [InlineData("-a\rb\u202Ec", "-a\uFFFDb\uFFFDc")]
    public void WriteVerbatim_Line_KeepsWhatTheFileHas(string line, string? expected = null)
    {
        foreach (var colors in new[] { ColorSystemSupport.NoColors, ColorSystemSupport.TrueColor })
        {
            using var writer = new StringWriter();

            Lines.WriteVerbatim(AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = colors, Out = new AnsiConsoleOutput(writer) }), line, new Style(Color.Aqua));

            writer.ToString().ShouldBe((expected ?? line) + "\n");
        }
    }
}
