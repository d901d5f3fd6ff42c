using AtRest.Core.Aws.Rules.CloudTrail;
using AtRest.Core.Evidence;
using AtRest.Core.Inventory;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Core.Aws.Evidence;

/// <summary>What of AWS's evidence some clusters alone would need.</summary>
internal static class AwsScope
{
    public static AwsSlice Narrow(AwsSlice slice, Organization organization)
    {
        var keys = KeysOf(organization);
        var arns = keys.Select(key => key.Value).ToHashSet();
        var places = PlacesOf(keys);
        var callers = organization.Clusters.Select(cluster => cluster.Encryption).OfType<DeclaredEncryption.External>().Select(external => external.RoleArn.AccountId).ToHashSet();
        var trails = TrailsOf(slice, places);
        var buckets = trails.SelectMany(entry => entry.Trails.Value?.Items ?? []).Select(trail => trail.S3BucketName).ToHashSet();
        var groups = trails.SelectMany(entry => entry.Trails.Value?.Items ?? []).Select(trail => trail.CloudWatchLogsLogGroupArn).ToHashSet();
        var stores = EventDataStoreSearch.LookedFor(trails, [.. slice.CloudTrail.Except(trails).Select(EventDataStoreEvidence.Of), .. slice.EventDataStores]);
        var recordKeys = RecordKeyArns.Of(trails, stores, slice.LogGroups.Where(group => groups.Contains(group.LogGroupArn))).Select(key => key.Value).ToHashSet(StringComparer.Ordinal);
        return new AwsSlice
        {
            Keys = slice.Keys.Where(key => arns.Contains(key.KeyArn)),
            CloudTrail = [.. trails],
            EventDataStores = stores,
            RecordKeys =
            [
                .. slice.RecordKeys
                    .Concat(slice.Keys.Where(key => !arns.Contains(key.KeyArn) && recordKeys.Contains(key.KeyArn)).Select(key => new RecordKeyEvidence { KeyArn = key.KeyArn, Metadata = key.Metadata, Policy = key.Policy }))
                    .Where(key => recordKeys.Contains(key.KeyArn))
                    .OrderBy(key => key.KeyArn, StringComparer.Ordinal),
            ],
            LogBuckets = [.. slice.LogBuckets.Where(bucket => buckets.Contains(bucket.Bucket))],
            LogGroups =
            [
                .. slice.LogGroups
                    .Where(group => groups.Contains(group.LogGroupArn))
                    .Select(group => group with { Matches = [.. group.Matches.Where(match => arns.Contains(KeyOf(match.Resource)))] }),
            ],
            Organizations =
            [
                .. slice.Organizations
                    .Where(entry => places.Any(place => place.AccountId == entry.AccountId))
                    .Select(entry => entry with { CallerPaths = [.. entry.CallerPaths.Where(path => callers.Contains(KeyOf(path.Resource)))] }),
            ],
            EventBridge =
            [
                .. slice.EventBridge
                    .Where(entry => places.Contains((entry.AccountId, entry.Region)))
                    .Select(entry => entry with { Matches = [.. entry.Matches.Where(match => arns.Contains(KeyOf(match.Resource)))] }),
            ],
            KeyUses = slice.KeyUses.Where(use => arns.Contains(use.KeyArn)),
            UsageMetrics = [.. slice.UsageMetrics.Where(entry => places.Contains((entry.AccountId, entry.Region)))],
        };
    }

    /// <summary>The accounts of the keys and of the trails that see them. Accounts without any key, such as one for logs, stay as well.</summary>
    public static bool NeedsReader(AwsSlice slice, AccountReader reader, Organization organization)
    {
        var places = PlacesOf(KeysOf(organization));
        HashSet<string> accounts =
        [
            .. places.Select(place => place.AccountId),
            .. TrailsOf(slice, places).SelectMany(entry => entry.Trails.Value?.Items ?? []).Select(trail => Arn.TryParse(trail.Arn, out var arn) ? arn.AccountId : ""),
        ];
        return accounts.Contains(reader.Account) || (accounts.Count > 0 && slice.Keys.All(key => !key.KeyArn.Contains($":{reader.Account}:", StringComparison.Ordinal)));
    }

    /// <summary>The last word of a resource: what was tested for one key names it there. ARNs of keys have no spaces.</summary>
    public static string KeyOf(string resource) => resource[(resource.LastIndexOf(' ') + 1)..];

    private static List<KmsKeyArn> KeysOf(Organization organization) =>
    [
        .. organization.Clusters
            .Select(cluster => cluster.Encryption)
            .OfType<DeclaredEncryption.External>()
            .SelectMany(external => external.SecondaryKeyArn is { } secondary ? new[] { external.PrimaryKeyArn, secondary } : [external.PrimaryKeyArn]),
    ];

    private static HashSet<(string AccountId, string Region)> PlacesOf(List<KmsKeyArn> keys) => [.. keys.Select(key => (key.AccountId, key.Region))];

    private static List<CloudTrailEvidence> TrailsOf(AwsSlice slice, HashSet<(string AccountId, string Region)> places) =>
        [.. slice.CloudTrail.Where(entry => places.Contains((entry.AccountId, entry.Region)))];
}
