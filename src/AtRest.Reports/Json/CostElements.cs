using System.Collections.Immutable;
using System.ComponentModel;
using System.Text.Json.Serialization;
using AtRest.Core.Costs;
using AtRest.Reports.Json.Schema;

namespace AtRest.Reports.Json;

[Definition("organizationCosts")]
internal sealed record CostsElement
{
    [Description("The currency of all amounts.")]
    [JsonRequired, Schema("""{ "enum": ["USD"] }""")]
    public string Currency { get; set; } = "";

    [Description("The day on which the prices of this release were compared with their sources.")]
    [JsonRequired]
    public DateOnly PricesRead { get; set; }

    [Description("The assumption about how often the calls of this audit are made.")]
    [JsonRequired]
    public int AuditsAMonth { get; set; }

    [Description("The least that the parts can cost together.")]
    [JsonRequired, Schema(CostPartElement.Amount)]
    public decimal Least { get; set; }

    [Description("The most that the parts can cost together.")]
    [JsonRequired, Schema(CostPartElement.Amount)]
    public decimal Most { get; set; }

    [Description("The keys, each once however many clusters use it, and the calls of the audits.")]
    [JsonRequired]
    public IEnumerable<CostPartElement> Parts { get; set; } = [];

    [Description("What also costs something, or may, and is not in the parts.")]
    [JsonRequired]
    public ImmutableArray<string> Unknown { get; set; } = [];

    [Description("The calls of this audit to AWS, by operation. Empty if the evidence does not have their numbers. A repeated attempt is not another call.")]
    [JsonRequired]
    public IEnumerable<CallCountElement> Calls { get; set; } = [];

    [Description("The requests of whole accounts to AWS KMS, by CloudWatch's usage metrics, and what they cost: of all principals of the account, with any key, and without requests from other accounts. They are not in the sum. Absent if the audit did not read them.")]
    public IEnumerable<AccountRequestsElement>? AccountRequests { get; set; }

    [Description("The prices that the parts of this report refer to.")]
    [JsonRequired]
    public IEnumerable<PriceElement> Prices { get; set; } = [];

    public static CostsElement Of(OrganizationCosts costs, IEnumerable<string> prices) => new()
    {
        Currency = PriceList.Currency,
        PricesRead = PriceList.Read,
        AuditsAMonth = OrganizationCosts.AuditsAMonth,
        Least = costs.Sum.Least,
        Most = costs.Sum.Most,
        Parts = costs.Parts.Select(CostPartElement.Of),
        Unknown = costs.Unknown,
        Calls = costs.Calls.Select(CallCountElement.Of),
        AccountRequests = costs.Accounts.IsEmpty ? null : costs.Accounts.Select(AccountRequestsElement.Of),
        Prices = prices.Select(PriceElement.Of),
    };
}

[Definition("accountRequests")]
internal sealed record AccountRequestsElement
{
    [JsonRequired]
    public string AccountId { get; set; } = "";

    [Description("The ID of the price in the list 'prices' of the report's costs.")]
    [JsonRequired, Schema(PriceElement.IdShape)]
    public string Price { get; set; } = "";

    [Description("What the requests of these Regions cost beyond the free tier of a month, if the free tier is left for them.")]
    [JsonRequired, Schema(CostPartElement.Amount)]
    public decimal Least { get; set; }

    [Description("What they cost without a free tier.")]
    [JsonRequired, Schema(CostPartElement.Amount)]
    public decimal Most { get; set; }

    [Description("The Regions whose metrics were read.")]
    [JsonRequired]
    public IEnumerable<RegionRequestsElement> Regions { get; set; } = [];

    public static AccountRequestsElement Of(AccountRequests account) => new()
    {
        AccountId = account.AccountId,
        Price = account.PriceId,
        Least = account.Cost.Least,
        Most = account.Cost.Most,
        Regions = account.Regions.Select(RegionRequestsElement.Of),
    };
}

[Definition("regionRequests")]
internal sealed record RegionRequestsElement
{
    [JsonRequired]
    public string Region { get; set; } = "";

    [JsonRequired, Schema("""{ "type": "integer", "minimum": 0 }""")]
    public long Requests { get; set; }

    [Description("The beginning of the first day.")]
    [JsonRequired]
    public DateTimeOffset From { get; set; }

    [Description("The end of the last day.")]
    [JsonRequired]
    public DateTimeOffset Until { get; set; }

    public static RegionRequestsElement Of(RegionRequests region) => new() { Region = region.Region, Requests = region.Requests, From = region.From, Until = region.Until };
}

[Definition("keyCost")]
internal sealed record KeyCostElement
{
    [Description("The ARN of an AWS KMS key, or the resource name of a Google Cloud KMS key.")]
    [JsonRequired]
    public string Key { get; set; } = "";

    [Description("Who pays for the key. Only what the customer pays is in the costs of the organization.")]
    [JsonRequired]
    public CostPayer Payer { get; set; }

    [Description("The number of other audited clusters that declare the key, which is paid once. Absent if there are none.")]
    public int? OtherClusters { get; set; }

    [JsonRequired, Schema(CostPartElement.Amount)]
    public decimal Least { get; set; }

    [JsonRequired, Schema(CostPartElement.Amount)]
    public decimal Most { get; set; }

    [JsonRequired]
    public IEnumerable<CostPartElement> Parts { get; set; } = [];

    [Description("What also costs something, or may, and is not in the parts. Absent if everything is.")]
    public IEnumerable<string>? Unknown { get; set; }

    public static KeyCostElement Of(KeyCost key) => new()
    {
        Key = key.Key,
        Payer = key.Payer,
        OtherClusters = key.OtherClusters == 0 ? null : key.OtherClusters,
        Least = key.Sum.Least,
        Most = key.Sum.Most,
        Parts = key.Parts.Select(CostPartElement.Of),
        Unknown = key.Unknown.IsEmpty ? null : key.Unknown,
    };
}

[Definition("costPart")]
internal sealed record CostPartElement
{
    /// <summary>The schema of an amount of money, or of a quantity.</summary>
    public const string Amount = """{ "type": "number", "minimum": 0 }""";

    [JsonRequired]
    public string What { get; set; } = "";

    [Description("The most units of the price in a month.")]
    [JsonRequired, Schema(Amount)]
    public decimal Quantity { get; set; }

    [Description("The ID of the price in the list 'prices' of the report's costs.")]
    [JsonRequired, Schema(PriceElement.IdShape)]
    public string Price { get; set; } = "";

    [Description("The least that it can cost in a month.")]
    [JsonRequired, Schema(Amount)]
    public decimal Least { get; set; }

    [Description("The most that it can cost in a month. Equal to 'least' if everything about it is known.")]
    [JsonRequired, Schema(Amount)]
    public decimal Most { get; set; }

    [Description("An assumption, a free tier, or why only bounds are known.")]
    public string? Note { get; set; }

    public static CostPartElement Of(CostPart part) => new() { What = part.What, Quantity = part.Quantity, Price = part.PriceId, Least = part.Cost.Least, Most = part.Cost.Most, Note = part.Note };
}

[Definition("callCount")]
internal sealed record CallCountElement
{
    [Description("The operation, by the name of its permission.")]
    [JsonRequired]
    public string Operation { get; set; } = "";

    [Description("The AWS partition of the resources. Absent if their names do not contain it.")]
    public string? Partition { get; set; }

    [JsonRequired]
    public int Calls { get; set; }

    public static CallCountElement Of(CallCount count) => new() { Operation = count.Operation, Partition = count.Partition.Length == 0 ? null : count.Partition, Calls = count.Calls };
}

[Definition("price")]
internal sealed record PriceElement
{
    /// <summary>The schema of an ID.</summary>
    public const string IdShape = """{ "type": "string", "pattern": "^[a-z][a-z0-9-]*$" }""";

    [JsonRequired, Schema(IdShape)]
    public string Id { get; set; } = "";

    [Description("The price of 'per' units.")]
    [JsonRequired, Schema(CostPartElement.Amount)]
    public decimal Usd { get; set; }

    [JsonRequired, Schema("""{ "type": "integer", "minimum": 1 }""")]
    public int Per { get; set; }

    [JsonRequired]
    public string Unit { get; set; } = "";

    [Description("Where it is the price: 'aws' is every commercial Region, the name of a Region is that Region alone, and 'gcp' is every location.")]
    [JsonRequired]
    public string Scope { get; set; } = "";

    [Description("The number of units of a month that are free. Absent if none are.")]
    public int? Free { get; set; }

    [Description("The address of the page that has the price.")]
    [JsonRequired]
    public string Source { get; set; } = "";

    public static PriceElement Of(string id)
    {
        var price = PriceList.Of(id);
        return new() { Id = price.Id, Usd = price.Usd, Per = price.Per, Unit = price.Unit, Scope = price.Scope, Free = price.Free, Source = price.Source };
    }
}
