using System.Collections.Immutable;
using AtRest.Core.Costs;

namespace AtRest.Hosting.Api.Routes;

/// <summary>What the keys and the audits cost in a month: an estimate with its parts. The report has more.</summary>
/// <param name="Currency">Of all amounts.</param>
/// <param name="Least">The least that the parts can cost together.</param>
/// <param name="Most">The most that the parts can cost together.</param>
/// <param name="Parts">The keys, each once, and the calls of the audits.</param>
/// <param name="Unknown">What also costs something, or may, and is not in the parts; shortened.</param>
/// <param name="AccountRequests">The requests of whole accounts, which are not in the sum; shortened. Null if the audit did not read them.</param>
internal sealed record CostsBody(string Currency, decimal Least, decimal Most, ImmutableArray<CostPartBody> Parts, ImmutableArray<string> Unknown, ImmutableArray<AccountRequestsBody>? AccountRequests)
{
    public static CostsBody Of(OrganizationCosts costs) => new(
        PriceList.Currency, costs.Sum.Least, costs.Sum.Most, [.. costs.Parts.Select(CostPartBody.Of)], costs.Unknown,
        costs.Accounts.IsEmpty ? null : [.. costs.Accounts.Select(AccountRequestsBody.Of)]);
}

/// <summary>A number of units of one price.</summary>
/// <param name="What">What it is for.</param>
/// <param name="Quantity">The most units in a month.</param>
/// <param name="Unit">The unit of the price.</param>
/// <param name="Source">The page that has the price.</param>
/// <param name="Least">The least that it can cost.</param>
/// <param name="Most">The most that it can cost.</param>
/// <param name="Note">An assumption, a free tier, or why only bounds are known.</param>
internal sealed record CostPartBody(string What, decimal Quantity, string Unit, string Source, decimal Least, decimal Most, string? Note)
{
    public static CostPartBody Of(CostPart part) => new(part.What, part.Quantity, part.Price.Unit, part.Price.Source, part.Cost.Least, part.Cost.Most, part.Note);
}

/// <summary>The requests of one account to AWS KMS, and what they cost.</summary>
internal sealed record AccountRequestsBody(string AccountId, decimal Least, decimal Most, ImmutableArray<RegionRequestsBody> Regions)
{
    public static AccountRequestsBody Of(AccountRequests account) => new(
        account.AccountId, account.Cost.Least, account.Cost.Most, [.. account.Regions.Select(region => new RegionRequestsBody(region.Region, region.Requests, region.From, region.Until))]);
}

/// <summary>The requests of an account in one Region.</summary>
internal sealed record RegionRequestsBody(string Region, long Requests, DateTimeOffset From, DateTimeOffset Until);
