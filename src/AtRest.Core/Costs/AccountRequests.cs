using System.Collections.Immutable;

namespace AtRest.Core.Costs;

/// <summary>
/// What the requests of one account to a service cost in a month, by the metrics of the account: of all its principals, with all keys, and also those of the audits. It is no part of the sum of
/// an organization, which is about its keys and audits alone.
/// </summary>
public sealed record AccountRequests
{
    /// <summary>The account that made the requests.</summary>
    public required string AccountId { get; init; }

    /// <summary>The Regions whose metrics were read.</summary>
    public required ImmutableArray<RegionRequests> Regions { get; init; }

    /// <summary>The ID of the price in <see cref="PriceList"/>.</summary>
    public required string PriceId { get; init; }

    /// <summary>The requests of all these Regions.</summary>
    public long Requests => Regions.Sum(region => region.Requests);

    /// <summary>What they cost. The least is the price of what exceeds the free tier, which other Regions can use, too.</summary>
    public MonthlyCost Cost => new(PriceList.Of(PriceId).For(Math.Max(0, Requests - (PriceList.Of(PriceId).Free ?? 0))), PriceList.Of(PriceId).For(Requests));
}

/// <summary>The requests of an account in one Region.</summary>
/// <param name="Region">The Region.</param>
/// <param name="Requests">Their number.</param>
/// <param name="From">The beginning of the first day.</param>
/// <param name="Until">The end of the last day.</param>
public sealed record RegionRequests(string Region, long Requests, DateTimeOffset From, DateTimeOffset Until);
