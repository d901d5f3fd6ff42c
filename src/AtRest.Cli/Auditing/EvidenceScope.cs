using AtRest.Core.Audits;
using AtRest.Core.Evidence.Monitoring;
using AtRest.Core.Inventory;

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
        var clouds = evidence.Clouds;
        var trails = clouds.CloudTrail.Where(entry => places.Contains((entry.AccountId, entry.Region))).ToList();
        var logGroups = trails.SelectMany(entry => entry.Trails.Value?.Items ?? []).Select(trail => trail.CloudWatchLogsLogGroupArn).ToHashSet();
        var buckets = trails.SelectMany(entry => entry.Trails.Value?.Items ?? []).Select(trail => trail.S3BucketName).ToHashSet();
        return evidence with
        {
            Organization = organization,
            Clouds = clouds with
            {
                Keys = [.. clouds.Keys.Where(key => arns.Contains(key.KeyArn))],
                CloudTrail = [.. trails],
                EventBridge = [.. clouds.EventBridge.Where(entry => places.Contains((entry.AccountId, entry.Region))).Select(entry => Narrow(entry, arns))],
                LogGroups = [.. clouds.LogGroups.Where(group => logGroups.Contains(group.LogGroupArn)).Select(group => Narrow(group, arns))],
                LogBuckets = [.. clouds.LogBuckets.Where(bucket => buckets.Contains(bucket.Bucket))],
            },
        };
    }

    private static EventBridgeEvidence Narrow(EventBridgeEvidence bus, HashSet<string> keys) => bus with { Matches = [.. bus.Matches.Where(entry => IsAbout(entry.Resource, keys))] };

    private static LogGroupEvidence Narrow(LogGroupEvidence group, HashSet<string> keys) => group with { Matches = [.. group.Matches.Where(entry => IsAbout(entry.Resource, keys))] };

    /// <summary>The key is the last word of what a test was about.</summary>
    private static bool IsAbout(string resource, HashSet<string> keys) => keys.Contains(resource[(resource.LastIndexOf(' ') + 1)..]);
}
