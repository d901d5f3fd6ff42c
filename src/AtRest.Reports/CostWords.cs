using System.Collections.Immutable;
using System.Globalization;
using AtRest.Core.Audits;
using AtRest.Core.Costs;
using AtRest.Core.Inventory;

namespace AtRest.Reports;

/// <summary>The words for costs, which the HTML and the PDF share.</summary>
internal static class CostWords
{
    public const string Title = "Monthly costs (estimate)";

    /// <summary>Smaller amounts are not written out: the JSON has them.</summary>
    private const decimal SmallestShown = 0.01m;

    /// <summary>What the numbers are, as sentences.</summary>
    public static string Introduction { get; } = string.Create(
        CultureInfo.InvariantCulture,
        $"What the keys and the audits cost you in a month. It is an estimate from the evidence of this audit and list prices of {Labels.Day(PriceList.Read)}, without taxes and discounts. It assumes {OrganizationCosts.AuditsAMonth} audits a month. A key that several clusters use is counted once.");

    /// <summary>An amount, or two bounds: <c>USD 1.00 to USD 3.00</c>.</summary>
    public static string Of(MonthlyCost cost) => cost switch
    {
        { Most: 0 } => "USD 0",
        { Least: var least, Most: var most } when least == most => Amount(most),
        { Least: 0, Most: < SmallestShown } => Amount(cost.Most),
        { Least: 0 } => $"up to {Amount(cost.Most)}",
        _ => $"{Amount(cost.Least)} to {Amount(cost.Most)}",
    };

    public const string AccountsTitle = "Requests to AWS KMS in your accounts";

    /// <summary>What the requests of accounts are, and what they are not, as sentences.</summary>
    public static string AccountsIntroduction { get; } =
        "They are not in the sum. Amazon CloudWatch counts all requests that principals and services of an account make in a Region, with any key: those of the audits, too. It does not count requests from other accounts, "
        + "such as those of Camunda, and AtRest does not read its metrics of single keys. The metrics are those of symmetric keys and of the most frequent other operations. "
        + "The least amount assumes that the whole free tier is left for these Regions.";

    /// <summary>The requests of an account by Region: <c>eu-central-1: 30,000</c>.</summary>
    public static IEnumerable<string> RegionsOf(AccountRequests account) => account.Regions.Select(region => string.Create(
        CultureInfo.InvariantCulture, $"{region.Region}: {region.Requests:N0}, {Labels.Day(DateOnly.FromDateTime(region.From.UtcDateTime))} to {Labels.Day(DateOnly.FromDateTime(region.Until.UtcDateTime.AddDays(-1)))}"));

    /// <summary>The number of all requests of an account.</summary>
    public static string RequestsOf(AccountRequests account) => account.Requests.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>The sum of the organization.</summary>
    public static string TotalOf(OrganizationCosts costs) => Sum(costs.Sum, costs.Parts, costs.Unknown);

    /// <summary>The sum of a key.</summary>
    public static string TotalOf(KeyCost key) => Sum(key.Sum, key.Parts, key.Unknown);

    /// <summary>A price: <c>USD 0.03 for 10,000 requests</c>.</summary>
    public static string Of(Price price) => price.Per == 1
        ? string.Create(CultureInfo.InvariantCulture, $"USD {price.Usd:0.00##} for each {price.Unit}")
        : string.Create(CultureInfo.InvariantCulture, $"USD {price.Usd:0.00##} for {price.Per:N0} {price.Unit}");

    /// <summary>A quantity: <c>18,000</c>.</summary>
    public static string QuantityOf(CostPart part) => part.Quantity.ToString("#,##0.##", CultureInfo.InvariantCulture);

    /// <summary>What a cluster's key costs, in sentences, if the cluster declares none; null if it declares one, or is not declared.</summary>
    public static string? WithoutKey(ClusterAudit audit) => !audit.Costs.IsEmpty ? null : audit.Cluster.Encryption.Type switch
    {
        EncryptionType.Provider => "The hosting cloud’s own key costs you nothing.",
        EncryptionType.Software or EncryptionType.Hardware => "Camunda owns the key and pays for it.",
        _ => null,
    };

    /// <summary>What there is to say about the cost of a key beside its parts: sentences.</summary>
    public static ImmutableArray<string> RemarksOf(KeyCost key) =>
    [
        .. key.Payer == CostPayer.Camunda ? ["Camunda owns the key and pays for it. The amount is Google’s list price."] : Array.Empty<string>(),
        .. key.OtherClusters switch
        {
            0 => Array.Empty<string>(),
            1 => ["1 other cluster uses the key. It is paid once."],
            var number => [$"{number} other clusters use the key. It is paid once."],
        },
        .. key.Unknown.Select(sentence => $"Not in the amount: {sentence}"),
    ];

    /// <summary>A sum without any known part is no amount.</summary>
    private static string Sum(MonthlyCost sum, ImmutableArray<CostPart> parts, ImmutableArray<string> unknown) => (parts.IsEmpty, unknown.IsEmpty) switch
    {
        (true, false) => "Not known",
        (_, false) => $"{Of(sum)}, and what is not known",
        _ => Of(sum),
    };

    private static string Amount(decimal usd) => usd is > 0 and < SmallestShown ? "less than USD 0.01" : string.Create(CultureInfo.InvariantCulture, $"USD {usd:N2}");
}
