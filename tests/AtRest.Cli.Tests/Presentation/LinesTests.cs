using AtRest.Cli.Presentation;

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
    public void Wrap_Text_BreaksBetweenWordsOnly(string text, int width, string expected) =>
        string.Join('|', Lines.Wrap(text, width, (2, 4))).ShouldBe(expected);
}
