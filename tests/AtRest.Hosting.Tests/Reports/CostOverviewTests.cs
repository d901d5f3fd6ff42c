using AtRest.Core.Costs;
using AtRest.Hosting.Reports.Details;

namespace AtRest.Hosting.Tests.Reports;

/// <summary>The costs beside a stored report, whose size does not grow with the fleet.</summary>
public sealed class CostOverviewTests
{
    [Theory]
    [InlineData(20, 20, 20, 20, null)]
    [InlineData(21, 3, 21, 3, "1 more line is in the report.")]
    [InlineData(3, 25, 4, 20, "5 more lines are in the report.")]
    [InlineData(500, 500, 21, 20, "960 more lines are in the report.")]
    public void Shortened_ManyLines_CountsTheRest(int unknown, int accounts, int unknownLeft, int accountsLeft, string? rest)
    {
        var costs = ReportOverview.Shortened(Costs(unknown, accounts));

        costs.Unknown.Length.ShouldBe(unknownLeft);
        costs.Accounts.Length.ShouldBe(accountsLeft);
        costs.Unknown[^1].ShouldBe(rest ?? $"{unknown - 1}");
        costs.Calls.ShouldBeEmpty();
        costs.Sum.ShouldBe(new MonthlyCost(1, 1));
    }

    /// <summary>What is stored is read again.</summary>
    [Fact]
    public void Overview_StoredAndRead_HasTheSameCosts()
    {
        var stored = System.Text.Json.JsonSerializer.Serialize(new ReportOverview { Costs = Costs(1, 1) }, HostingJson.Options);

        var read = System.Text.Json.JsonSerializer.Deserialize<ReportOverview>(stored, HostingJson.Options)!.Costs.ShouldNotBeNull();

        read.Sum.ShouldBe(new MonthlyCost(1, 1));
        read.Parts.Single().ShouldBe(CostPart.Exact("AWS KMS key", 1, "kms-key"));
        read.Unknown.ShouldBe(["0"]);
        read.Accounts.Single().Cost.ShouldBe(new MonthlyCost(0, 0.03m));
    }

    private static OrganizationCosts Costs(int unknown, int accounts) => new()
    {
        Calls = [new CallCount("kms:DescribeKey", "aws", 1, 0)],
        Parts = [CostPart.Exact("AWS KMS key", 1, "kms-key")],
        Unknown = [.. Enumerable.Range(0, unknown).Select(number => $"{number}")],
        Accounts = [.. Enumerable.Range(0, accounts).Select(number => new AccountRequests { AccountId = $"{number:d12}", PriceId = "kms-request", Regions = [new RegionRequests("eu-central-1", 10_000, default, default)] })],
    };
}
