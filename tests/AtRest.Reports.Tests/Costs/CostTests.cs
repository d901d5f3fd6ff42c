using System.Net;
using System.Text.Json;
using AtRest.Core.Costs;
using AtRest.Reports.Tests.Pdf;
using AtRest.Reports.Tests.Samples;

namespace AtRest.Reports.Tests.Costs;

/// <summary>What reports say about costs.</summary>
public sealed class CostTests
{
    [Theory]
    [InlineData("0", "0", "USD 0")]
    [InlineData("1", "1", "USD 1.00")]
    [InlineData("1", "3", "USD 1.00 to USD 3.00")]
    [InlineData("0", "2", "up to USD 2.00")]
    [InlineData("0", "0.00054", "less than USD 0.01")]
    [InlineData("0.004", "0.004", "less than USD 0.01")]
    [InlineData("1234.5", "1234.5", "USD 1,234.50")]
    public void Amount_OfBounds_SaysWhatIsKnown(string least, string most, string words) => CostWords.Of(new MonthlyCost(Decimal(least), Decimal(most))).ShouldBe(words);

    [Fact]
    public void Price_OfOneAndOfMany_NamesItsUnit()
    {
        CostWords.Of(PriceList.Of("kms-key")).ShouldBe("USD 1.00 for each key and month");
        CostWords.Of(PriceList.Of("kms-request")).ShouldBe("USD 0.03 for 10,000 requests");
        CostWords.Of(PriceList.Of("s3-request")).ShouldBe("USD 0.0004 for 1,000 requests");
    }

    [Fact]
    public async Task Json_OfAReportWithCosts_HasPartsPricesAndCalls()
    {
        using var document = JsonDocument.Parse(await Renderers.RenderAsync("json", SampleCosts.Report()));

        var costs = document.RootElement.GetProperty("costs");
        costs.GetProperty("least").GetDecimal().ShouldBe(1m);
        costs.GetProperty("most").GetDecimal().ShouldBe(3.054012m);
        costs.GetProperty("parts").EnumerateArray().Select(part => part.GetProperty("price").GetString()).ShouldBe(["kms-key", "kms-rotation", "kms-request", "s3-request"]);
        costs.GetProperty("prices").EnumerateArray().Select(price => price.GetProperty("id").GetString()).ShouldBe(["kms-key", "kms-rotation", "kms-request", "s3-request", "google-software-version"]);
        costs.GetProperty("calls")[0].GetProperty("calls").GetInt32().ShouldBe(600);
        costs.GetProperty("calls")[1].TryGetProperty("partition", out _).ShouldBeFalse();
        costs.GetProperty("unknown").GetArrayLength().ShouldBe(1);
        var account = costs.GetProperty("accountRequests").EnumerateArray().ShouldHaveSingleItem();
        (account.GetProperty("accountId").GetString(), account.GetProperty("price").GetString()).ShouldBe(("111122223333", "kms-request"));
        (account.GetProperty("least").GetDecimal(), account.GetProperty("most").GetDecimal()).ShouldBe((3.66m, 3.72m));
        account.GetProperty("regions")[0].GetProperty("requests").GetInt64().ShouldBe(1_240_000);
        account.GetProperty("regions")[1].GetProperty("until").GetDateTimeOffset().ShouldBe(new DateTimeOffset(2026, 11, 24, 0, 0, 0, TimeSpan.Zero));
        var keys = document.RootElement.GetProperty("clusters")[0].GetProperty("costs");
        keys[0].GetProperty("most").GetDecimal().ShouldBe(3m);
        keys[0].GetProperty("otherClusters").GetInt32().ShouldBe(2);
        keys[1].GetProperty("payer").GetString().ShouldBe("camunda");
        keys[1].GetProperty("most").GetDecimal().ShouldBe(0.18m);
        keys[1].TryGetProperty("unknown", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Json_OfAReportWithoutCosts_HasNone()
    {
        using var document = JsonDocument.Parse(await Renderers.RenderAsync("json", SampleReports.Single()));

        document.RootElement.TryGetProperty("costs", out _).ShouldBeFalse();
        document.RootElement.GetProperty("clusters")[0].TryGetProperty("costs", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Html_OfAReportWithCosts_HasTheSumItsPartsAndWhatIsNotKnown()
    {
        var html = WebUtility.HtmlDecode(await Renderers.RenderTextAsync("html", SampleCosts.Report()));

        html.ShouldContain("<a href=\"#costs\">Monthly costs (estimate)</a>");
        html.ShouldContain("<strong>USD 1.00 to USD 3.05, and what is not known</strong>");
        html.ShouldContain("<td data-label=\"Cost\">up to USD 0.05</td>");
        html.ShouldContain("<td data-label=\"Cost\">less than USD 0.01</td>");
        html.ShouldContain("<li>The cost of 1 key is not known, or not all of it. Its cluster has the reason.</li>");
        html.ShouldContain("2 other clusters use the key. It is paid once.");
        html.ShouldContain("1 other cluster uses the key. It is paid once.");
        html.ShouldContain("Camunda owns the key and pays for it. The amount is Google’s list price.");
        html.ShouldContain("Not in the amount: The AWS CloudHSM cluster that holds the key costs extra.");
        html.ShouldContain("<h3>Requests to AWS KMS in your accounts</h3>");
        html.ShouldContain("<td data-label=\"Requests\">1,240,000</td>");
        html.ShouldContain("<p>eu-central-1: 1,240,000, 25 October 2026 to 23 November 2026</p>");
        html.ShouldContain("<td data-label=\"Cost\">USD 3.66 to USD 3.72</td>");
    }

    [Fact]
    public async Task Html_OfAReportWithoutCosts_DoesNotMentionThem() => (await Renderers.RenderTextAsync("html", SampleReports.Single())).ShouldNotContain(CostWords.Title);

    /// <summary>Of a cluster that declares no key, the type says who pays.</summary>
    [Fact]
    public async Task Html_OfClustersWithoutAKey_SaysWhoPays()
    {
        var report = SampleReports.Bank();
        var html = WebUtility.HtmlDecode(await Renderers.RenderTextAsync("html", report with { Costs = new OrganizationCosts { Parts = [], Unknown = [] } }));

        html.ShouldContain("<strong>USD 0</strong>");
        html.ShouldContain("The hosting cloud’s own key costs you nothing.");
        html.ShouldContain("Camunda owns the key and pays for it.");
        html.ShouldNotContain("Not in the sum:");
        html.ShouldNotContain(CostWords.AccountsTitle);
    }

    [Fact]
    public async Task Pdf_OfAReportWithCosts_HasOneTableOfThem()
    {
        using var pdf = await ReadPdf.OfAsync("pdf", SampleCosts.Report());

        var text = string.Concat(pdf.Pages.Select(ReadPdf.Copied));
        text.ShouldContain("USD 1.00 to USD 3.05, and what is not known");
        text.ShouldContain("USD 0.03 for 10,000 requests");
        text.ShouldContain("Not in the sum: The cost of 1 key is not known");
        text.ShouldContain("USD 3.66 to USD 3.72");
    }

    [Fact]
    public async Task Pdf_OfCostsWithoutParts_IsNoAmount()
    {
        using var pdf = await ReadPdf.OfAsync("pdf", SampleReports.Single() with { Costs = new OrganizationCosts { Parts = [], Unknown = ["The cost of 1 key is not known."] } });

        var text = string.Concat(pdf.Pages.Select(ReadPdf.Copied));
        text.ShouldContain("Not known");
        text.ShouldContain("Not in the sum: The cost of 1 key is not known.");
        text.ShouldNotContain("USD 0");
    }

    [Fact]
    public void Total_OfAKeyWithUnknownParts_SaysSo()
    {
        CostWords.TotalOf(new KeyCost { Key = "k", Unknown = ["It could not be read."] }).ShouldBe("Not known");
        CostWords.TotalOf(new KeyCost { Key = "k", Parts = [CostPart.Exact("AWS KMS key", 1, "kms-key")], Unknown = ["The store."] }).ShouldBe("USD 1.00, and what is not known");
        CostWords.TotalOf(new KeyCost { Key = "k" }).ShouldBe("USD 0");
    }

    private static decimal Decimal(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
