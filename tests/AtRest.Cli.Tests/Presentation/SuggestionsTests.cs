using AtRest.Cli.Presentation;

namespace AtRest.Cli.Tests.Presentation;

public sealed class SuggestionsTests
{
    private static readonly string[] Known = ["acme-bank", "borealis", "cumulus"];

    [Theory]
    [InlineData("acme-bnak", "acme-bank")]
    [InlineData("BOREALIS", "borealis")]
    [InlineData("cumulu", "cumulus")]
    [InlineData("acme", "acme-bank")]
    [InlineData("AC", "acme-bank")]
    public void DidYouMean_ANearWord_NamesIt(string word, string expected) =>
        Suggestions.DidYouMean(word, Known).ShouldBe($" Did you mean '{expected}'?");

    [Theory]
    [InlineData("zzzzzzzz")]
    [InlineData("a")]
    [InlineData("")]
    public void DidYouMean_NoNearWord_SaysNothing(string word) => Suggestions.DidYouMean(word, Known).ShouldBeEmpty();

    [Fact]
    public void DidYouMean_TheStartOfAFewWords_NamesThem()
    {
        Suggestions.DidYouMean("pay", ["payments-test", "payments-prod", "claims"]).ShouldBe(" Did you mean 'payments-prod' or 'payments-test'?");
        Suggestions.DidYouMean("pay", Enumerable.Range(1, 4).Select(number => $"payments-{number}")).ShouldBeEmpty();
    }

    [Fact]
    public void DidYouMean_AVeryLongWord_ComesBackAtOnce() => Suggestions.DidYouMean(new string('x', 100_000), Known).ShouldNotContain("acme");
}
