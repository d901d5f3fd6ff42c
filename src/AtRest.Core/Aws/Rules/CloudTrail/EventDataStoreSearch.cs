using System.Collections.Immutable;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Aws.Naming;

namespace AtRest.Core.Aws.Rules.CloudTrail;

/// <summary>An account and region in which to look for event data stores.</summary>
/// <param name="AccountId">The account that may hold them.</param>
/// <param name="Region">Their home region.</param>
public readonly record struct StorePlace(string AccountId, string Region);

/// <summary>
/// Where to look for event data stores beyond the regions of an account's keys. They are rarely needed, so AtRest reads only the home regions of the account's
/// trails. If nothing else records the use of a key, AtRest reads all regions that are enabled in every account.
/// </summary>
public static class EventDataStoreSearch
{
    /// <summary>The home regions of the visible trails, where event data stores are most likely.</summary>
    public static ImmutableArray<StorePlace> HomesOfTrails(IReadOnlyList<CloudTrailEvidence> read) => New(
        read,
        [],
        from entry in read
        where entry.EventDataStores.Value is not null
        from trail in entry.Trails.Value?.Items ?? []
        select new StorePlace(entry.AccountId, trail.HomeRegion));

    /// <summary>All other places, for keys whose use is certainly not recorded in full by what was read.</summary>
    /// <param name="read">The evidence of each account and region with keys.</param>
    /// <param name="stores">The stores found at <see cref="HomesOfTrails"/>.</param>
    public static ImmutableArray<StorePlace> Beyond(IReadOnlyList<CloudTrailEvidence> read, IReadOnlyList<EventDataStoreEvidence> stores)
    {
        var all = new StoreIndex([.. read.Select(EventDataStoreEvidence.Of), .. stores]);
        return New(
            read,
            stores,
            from entry in read
            where entry.EventDataStores.Value is not null && !RecorderSet.Of(entry, all.For(entry)).MayBeComplete
            from place in AwsRegions.BesideOf(entry.Region).Select(region => new StorePlace(entry.AccountId, region)).Concat(Organizations(entry))
            select place);
    }

    /// <summary>The part of the stores that would have been read for the given trails, if more were read.</summary>
    /// <param name="trails">The evidence of each account and region with keys.</param>
    /// <param name="read">All stores that were read, in any place.</param>
    public static ImmutableArray<EventDataStoreEvidence> LookedFor(IReadOnlyList<CloudTrailEvidence> trails, IReadOnlyList<EventDataStoreEvidence> read)
    {
        var found = read.ToLookup(entry => new StorePlace(entry.AccountId, entry.Region));
        var near = At(HomesOfTrails(trails));
        return [.. near.Concat(At(Beyond(trails, near))).OrderBy(entry => entry.AccountId, StringComparer.Ordinal).ThenBy(entry => entry.Region, StringComparer.Ordinal)];

        List<EventDataStoreEvidence> At(IEnumerable<StorePlace> places) => [.. places.SelectMany(place => found[place])];
    }

    private static IEnumerable<StorePlace> Organizations(CloudTrailEvidence entry) =>
        from manager in StoreFinder.Managers(entry)
        from region in entry.Trails.Value!.Items.Where(trail => trail.IsOrganizationTrail).Select(trail => trail.HomeRegion).Append(entry.Region)
        select new StorePlace(manager, region);

    private static ImmutableArray<StorePlace> New(IReadOnlyList<CloudTrailEvidence> read, IReadOnlyList<EventDataStoreEvidence> stores, IEnumerable<StorePlace> places)
    {
        var known = read.Select(entry => new StorePlace(entry.AccountId, entry.Region)).Concat(stores.Select(entry => new StorePlace(entry.AccountId, entry.Region))).ToHashSet();
        return [.. places.Where(known.Add).OrderBy(place => place.AccountId, StringComparer.Ordinal).ThenBy(place => place.Region, StringComparer.Ordinal)];
    }
}
