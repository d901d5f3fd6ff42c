using System.Collections.Immutable;
using AtRest.Core.Inventory;

namespace AtRest.Cli.Auditing;

/// <summary>Says before an audit how long lookups of events take, if that is long.</summary>
internal static class LookupCost
{
    /// <summary>AWS allows two calls a second for each account and region (https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html).</summary>
    private const int CallsASecond = 2;

    private const int EventsInResponse = 50;

    /// <summary>A shorter time is not worth a message.</summary>
    private const int ShortestSeconds = 60;

    /// <summary>A sentence about the account and region with the most keys; null if its lookups are quick.</summary>
    /// <param name="organizations">What is audited.</param>
    /// <param name="lookupEvents">How many events of each key are looked up.</param>
    public static string? Of(ImmutableArray<Organization> organizations, int lookupEvents)
    {
        var place = organizations
            .SelectMany(organization => organization.Clusters)
            .Select(cluster => cluster.Encryption)
            .OfType<DeclaredEncryption.External>()
            .SelectMany(external => external.SecondaryKeyArn is { } secondary ? new[] { external.PrimaryKeyArn, secondary } : [external.PrimaryKeyArn])
            .DistinctBy(key => key.Value)
            .GroupBy(key => (key.AccountId, key.Region))
            .OrderByDescending(keys => keys.Count())
            .ThenBy(keys => keys.Key)
            .FirstOrDefault();
        if (place is null || lookupEvents == 0)
        {
            return null;
        }

        // And one call for a last use that is not among the newest events.
        var callsForKey = (lookupEvents + EventsInResponse - 1) / EventsInResponse;
        var (least, most) = (place.Count() * callsForKey / CallsASecond, place.Count() * (callsForKey + 1) / CallsASecond);
        return most < ShortestSeconds ? null
            : $"Looking up who used {place.Count()} keys in account {place.Key.AccountId}, region {place.Key.Region}, takes {Minutes(least)} to {Minutes(most)} minutes, because AWS allows two lookups a second. --lookup-events 0 turns them off.";
    }

    private static int Minutes(int seconds) => Math.Max(1, (seconds + 59) / 60);
}
