using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace AtRest.Core.Costs;

/// <summary>What one key costs in a month, by the evidence of an audit.</summary>
public sealed record KeyCost
{
    /// <summary>The key, as declared.</summary>
    public required string Key { get; init; }

    /// <summary>Who pays for it.</summary>
    public CostPayer Payer { get; init; } = CostPayer.Customer;

    /// <summary>How many other audited clusters declare the key. It is paid once.</summary>
    public int OtherClusters { get; init; }

    /// <summary>The parts of its cost.</summary>
    public ImmutableArray<CostPart> Parts { get; init; } = [];

    /// <summary>What also costs something, or may, and is not in the parts: sentences.</summary>
    public ImmutableArray<string> Unknown { get; init; } = [];

    /// <summary>The sum of the parts.</summary>
    public MonthlyCost Sum => MonthlyCost.Of(Parts);
}

/// <summary>Who pays for a key.</summary>
public enum CostPayer
{
    /// <summary>The customer, in its cloud account.</summary>
    [JsonStringEnumMemberName("customer")]
    Customer,

    /// <summary>Camunda, which owns the key.</summary>
    [JsonStringEnumMemberName("camunda")]
    Camunda,
}

/// <summary>One part of a cost.</summary>
public sealed record CostPart
{
    /// <summary>What it is for: <c>AWS KMS key</c>.</summary>
    public required string What { get; init; }

    /// <summary>The most units of the price in a month.</summary>
    public required decimal Quantity { get; init; }

    /// <summary>The ID of the price in <see cref="PriceList"/>.</summary>
    public required string PriceId { get; init; }

    /// <summary>What it costs.</summary>
    public required MonthlyCost Cost { get; init; }

    /// <summary>Why it costs this: a free tier, or why only bounds are known. Null if there is nothing to say.</summary>
    public string? Note { get; init; }

    /// <summary>The price.</summary>
    public Price Price => PriceList.Of(PriceId);

    /// <summary>A part whose quantity is known.</summary>
    public static CostPart Exact(string what, decimal quantity, string priceId)
    {
        var usd = PriceList.Of(priceId).For(quantity);
        return new CostPart { What = what, Quantity = quantity, PriceId = priceId, Cost = new MonthlyCost(usd, usd) };
    }

    /// <summary>A part that costs nothing up to the price of a quantity.</summary>
    public static CostPart UpTo(string what, decimal quantity, string priceId, string note) => new()
    {
        What = what,
        Quantity = quantity,
        PriceId = priceId,
        Cost = new MonthlyCost(0, PriceList.Of(priceId).For(quantity)),
        Note = note,
    };
}

/// <summary>What something costs in a month, in US dollars. The two amounts are equal if everything about it is known.</summary>
/// <param name="Least">The least that it can cost.</param>
/// <param name="Most">The most that it can cost.</param>
public readonly record struct MonthlyCost(decimal Least, decimal Most)
{
    /// <summary>The sum of parts.</summary>
    public static MonthlyCost Of(IEnumerable<CostPart> parts) => parts.Aggregate(default(MonthlyCost), (sum, part) => sum.Plus(part.Cost));

    /// <summary>The sum of two.</summary>
    public MonthlyCost Plus(MonthlyCost other) => new(Least + other.Least, Most + other.Most);
}
