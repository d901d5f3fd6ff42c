using System.Collections.Immutable;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Aws.Naming;

namespace AtRest.Core.Aws.Rules.CloudTrail;

/// <summary>An account and region where event data stores are to be looked for.</summary>
/// <param name="AccountId">The account that may hold them.</param>
/// <param name="Region">Where they would be at home.</param>
public readonly record struct StorePlace(string AccountId, string Region);

/// <summary>
/// Where to look for event data stores beyond the regions of an account's keys. Usually they do not matter, so only the home regions of the account's
/// trails are asked; where nothing else records the use of a key, all regions that every account has.
/// </summary>
public static class EventDataStoreSearch
{
    /// <summary>The home regions of the trails that are seen: whoever set those up works there.</summary>
    public static ImmutableArray<StorePlace> HomesOfTrails(IReadOnlyList<CloudTrailEvidence> read) => New(
        read,
        [],
        from entry in read
        where entry.EventDataStores.Value is not null
        from trail in entry.Trails.Value?.Items ?? []
        select new StorePlace(entry.AccountId, trail.HomeRegion));

    /// <summary>Every further place, for the keys of which it is sure that nothing that was read records them in full.</summary>
    /// <param name="read">Of each account and region with keys.</param>
    /// <param name="stores">What was found at <see cref="HomesOfTrails"/>.</param>
    public static ImmutableArray<StorePlace> Beyond(IReadOnlyList<CloudTrailEvidence> read, IReadOnlyList<EventDataStoreEvidence> stores)
    {
        ImmutableArray<EventDataStoreEvidence> all = [.. read.Select(EventDataStoreEvidence.Of), .. stores];
        return New(
            read,
            stores,
            from entry in read
            where entry.EventDataStores.Value is not null && !RecorderSet.Of(entry, all).MayBeComplete
            from place in AwsRegions.BesideOf(entry.Region).Select(region => new StorePlace(entry.AccountId, region)).Concat(Organizations(entry))
            select place);
    }

    /// <summary>What would have been read beyond the places of some trails, taken from what was read for these or more.</summary>
    /// <param name="trails">Of each account and region with keys.</param>
    /// <param name="read">All stores that were read, wherever.</param>
    public static ImmutableArray<EventDataStoreEvidence> LookedFor(IReadOnlyList<CloudTrailEvidence> trails, IReadOnlyList<EventDataStoreEvidence> read)
    {
        var near = At(HomesOfTrails(trails));
        return [.. near.Concat(At(Beyond(trails, near))).OrderBy(entry => entry.AccountId, StringComparer.Ordinal).ThenBy(entry => entry.Region, StringComparer.Ordinal)];

        List<EventDataStoreEvidence> At(IEnumerable<StorePlace> places) => [.. places.SelectMany(place => read.Where(entry => place == new StorePlace(entry.AccountId, entry.Region)))];
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
