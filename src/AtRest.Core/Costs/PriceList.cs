using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace AtRest.Core.Costs;

/// <summary>The prices of this release. They are data, in <c>prices.json</c> beside this class, each with its source. docs/costs.md says how to update them.</summary>
public static class PriceList
{
    private static readonly PriceFile File = Load();

    private static readonly FrozenDictionary<string, Price> ById = File.Prices.ToFrozenDictionary(price => price.Id, StringComparer.Ordinal);

    private static readonly FrozenSet<string> FreeServices = File.FreeCalls.Select(call => call.Service).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The day on which the prices were compared with their sources.</summary>
    public static DateOnly Read => File.Read;

    /// <summary>The currency of all prices.</summary>
    public static string Currency => File.Currency;

    /// <summary>All prices, in the order of the file.</summary>
    public static ImmutableArray<Price> All => File.Prices;

    /// <summary>The services whose calls by an audit are free.</summary>
    public static ImmutableArray<FreeCalls> Free => File.FreeCalls;

    /// <summary>A price by its ID.</summary>
    /// <exception cref="KeyNotFoundException">There is no such price.</exception>
    public static Price Of(string id) => ById[id];

    /// <summary>Whether this release has a price.</summary>
    /// <param name="id">The ID of the price.</param>
    public static bool Has(string id) => ById.ContainsKey(id);

    /// <summary>Whether the calls of an audit to a service are free.</summary>
    /// <param name="service">The service, as in permissions: <c>cloudtrail</c>.</param>
    public static bool IsFree(string service) => FreeServices.Contains(service);

    private static PriceFile Load()
    {
        using var stream = typeof(PriceList).Assembly.GetManifestResourceStream(typeof(PriceList), "prices.json")
            ?? throw new InvalidDataException("The embedded price list is missing.");
        return JsonSerializer.Deserialize(stream, PriceFileJson.Default.PriceFile) ?? throw new InvalidDataException("The embedded price list is empty.");
    }
}

/// <summary>One price.</summary>
/// <param name="Id">Its name in the price list.</param>
/// <param name="Usd">The price of <paramref name="Per"/> units, in US dollars.</param>
/// <param name="Per">The number of units.</param>
/// <param name="Unit">What is paid for.</param>
/// <param name="Scope">Where it is the price: <c>aws</c> is every commercial Region, <c>us-east-1</c> is that Region alone, and <c>gcp</c> is every location.</param>
/// <param name="Source">The address of the page that has it.</param>
/// <param name="Rule">What it applies to.</param>
/// <param name="Free">How many units of a month are free; null if none are.</param>
/// <param name="AtMost">How many units of one key are paid; null if all are.</param>
public sealed record Price(string Id, decimal Usd, int Per, string Unit, string Scope, string Source, string Rule, int? Free = null, int? AtMost = null)
{
    /// <summary>What a number of units costs, without the free tier.</summary>
    public decimal For(decimal units) => units * Usd / Per;
}

/// <summary>A service whose calls by an audit are free, or assumed to be.</summary>
/// <param name="Service">The service, as in permissions.</param>
/// <param name="Source">The address of the page that shows it.</param>
/// <param name="Reason">What the page shows, as sentences.</param>
/// <param name="Assumption">What the page does not show and this release assumes, as a sentence; null if the page shows it all.</param>
public sealed record FreeCalls(string Service, string Source, string Reason, string? Assumption = null);

/// <summary>The file of prices.</summary>
internal sealed record PriceFile(DateOnly Read, string Currency, ImmutableArray<Price> Prices, ImmutableArray<FreeCalls> FreeCalls);

/// <summary>Reads a <see cref="PriceFile"/>. Generated code, because reflection would take most of the time of short commands.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, RespectNullableAnnotations = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(PriceFile))]
internal sealed partial class PriceFileJson : JsonSerializerContext;
