using AtRest.Core.Audits;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Aws.Rules.CloudTrail;
using AtRest.Core.Inventory;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Cli.Auditing;

/// <summary>Leaves out of saved evidence what a narrower choice of clusters would not have read: a report lists only what it rests on.</summary>
internal static class EvidenceScope
{
    public static AuditEvidence Narrow(AuditEvidence evidence, Organization organization)
    {
        var keys = organization.Clusters
            .Select(cluster => cluster.Encryption)
            .OfType<DeclaredEncryption.External>()
            .SelectMany(external => new[] { external.PrimaryKeyArn, external.SecondaryKeyArn })
            .Where(key => key is not null)
            .Select(key => key!)
            .ToList();
        var arns = keys.Select(key => key.Value).ToHashSet();
        var places = keys.Select(key => (key.AccountId, key.Region)).ToHashSet();
        var cryptoKeys = organization.Clusters.Select(CryptoKeyOf).OfType<string>().ToHashSet();
        var clouds = evidence.Clouds;
        var trails = clouds.CloudTrail.Where(entry => places.Contains((entry.AccountId, entry.Region))).ToList();
        var buckets = trails.SelectMany(entry => entry.Trails.Value?.Items ?? []).Select(trail => trail.S3BucketName).ToHashSet();
        var groups = trails.SelectMany(entry => entry.Trails.Value?.Items ?? []).Select(trail => trail.CloudWatchLogsLogGroupArn).ToHashSet();
        var accounts = AccountsOf(places, trails);
        return evidence with
        {
            Organization = organization,
            NotEvaluated = [.. evidence.NotEvaluated.Where(entry => organization.Clusters.Any(cluster => cluster.Id == entry.ClusterId))],
            Clouds = clouds with
            {
                Keys = [.. clouds.Keys.Where(key => arns.Contains(key.KeyArn))],
                CloudTrail = [.. trails],
                EventDataStores = EventDataStoreSearch.LookedFor(trails, [.. clouds.CloudTrail.Except(trails).Select(EventDataStoreEvidence.Of), .. clouds.EventDataStores]),
                LogBuckets = [.. clouds.LogBuckets.Where(bucket => buckets.Contains(bucket.Bucket))],
                CryptoKeys = [.. clouds.CryptoKeys.Where(key => cryptoKeys.Contains(key.Name))],
                Readers = [.. clouds.Readers.Where(reader => reader.Cloud switch
                {
                    "aws" => accounts.Contains(reader.Account) || (accounts.Count > 0 && clouds.Keys.All(key => !key.KeyArn.Contains($":{reader.Account}:", StringComparison.Ordinal))),
                    "gcp" => cryptoKeys.Any(key => key.StartsWith($"projects/{reader.Account}/", StringComparison.Ordinal)),
                    _ => true,
                })],
                LogGroups =
                [
                    .. clouds.LogGroups
                        .Where(group => groups.Contains(group.LogGroupArn))
                        .Select(group => group with { Matches = [.. group.Matches.Where(match => IsAboutOneOf(arns, match.Resource))] }),
                ],
                EventBridge =
                [
                    .. clouds.EventBridge
                        .Where(entry => places.Contains((entry.AccountId, entry.Region)))
                        .Select(entry => entry with { Matches = [.. entry.Matches.Where(match => IsAboutOneOf(arns, match.Resource))] }),
                ],
            },
        };
    }

    /// <summary>Those of the keys and of the trails that see them. Accounts without any key, such as one for logs, stay as well.</summary>
    private static HashSet<string> AccountsOf(HashSet<(string AccountId, string Region)> places, IReadOnlyList<CloudTrailEvidence> trails) =>
    [
        .. places.Select(place => place.AccountId),
        .. trails.SelectMany(entry => entry.Trails.Value?.Items ?? []).Select(trail => Arn.TryParse(trail.Arn, out var arn) ? arn.AccountId : ""),
    ];

    private static string? CryptoKeyOf(Cluster cluster) => cluster.Encryption switch
    {
        DeclaredEncryption.Software software => software.CryptoKey,
        DeclaredEncryption.Hardware hardware => hardware.CryptoKey,
        _ => null,
    };

    /// <summary>What was tested for one key names it at the end of its resource.</summary>
    private static bool IsAboutOneOf(HashSet<string> keys, string resource) => keys.Contains(resource[(resource.LastIndexOf(' ') + 1)..]);
}
