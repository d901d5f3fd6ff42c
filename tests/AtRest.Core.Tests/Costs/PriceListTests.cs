using System.Globalization;
using AtRest.Core.Costs;
using AtRest.Core.Tests.Rules;

namespace AtRest.Core.Tests.Costs;

public sealed class PriceListTests
{
    private static readonly string[] Scopes = ["aws", "us-east-1", "gcp"];

    [Fact]
    public void Prices_Each_HaveASourceAndASensibleAmount()
    {
        PriceList.Currency.ShouldBe("USD");
        PriceList.Read.ShouldBeGreaterThan(new DateOnly(2026, 1, 1));
        PriceList.All.Select(price => price.Id).ShouldBeUnique();
        PriceList.All.ShouldAllBe(price => price.Usd > 0 && price.Per > 0 && price.Rule.EndsWith('.') && Scopes.Contains(price.Scope));
        PriceList.All.Select(price => price.Source).Concat(PriceList.Free.Select(free => free.Source)).ShouldAllBe(source => source.StartsWith("https://", StringComparison.Ordinal));
    }

    [Fact]
    public void Page_AboutCosts_HasEveryPriceAndItsDay()
    {
        var page = File.ReadAllText(Path.Combine(RuleCaseFiles.Repository, "docs", "costs.md"));

        page.ShouldContain($"Compared with their sources on {PriceList.Read.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}.");
        page.Split('\n').Where(line => line.Contains("| [source](", StringComparison.Ordinal)).ShouldBe(PriceList.All.Select(price => string.Create(
            CultureInfo.InvariantCulture, $"| `{price.Id}` | USD {price.Usd} | {price.Per:N0} {price.Unit} | {price.Scope} | {price.Rule} | [source]({price.Source}) |")));
        PriceList.Free.ShouldAllBe(free => page.Contains($"| [{free.Service}]({free.Source}) | {free.Reason} | {free.Assumption ?? "–"} |"));
        PriceList.Free.ShouldAllBe(free => free.Reason.Contains("names no price") == (free.Assumption != null));
    }

    [Fact]
    public void For_Units_IsExact()
    {
        PriceList.Of("kms-request").For(30).ShouldBe(0.00009m);
        PriceList.Of("kms-key").For(3).ShouldBe(3m);
    }
}
