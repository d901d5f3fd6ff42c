using AtRest.Core.Audits;
using AtRest.Core.Evidence;
using AtRest.Core.Inventory;
using AtRest.Core.Naming;

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
        var accounts = trails.SelectMany(entry => entry.Trails.Value?.Items ?? [])
            .Select(trail => Arn.TryParse(trail.Arn, out var arn) ? arn.AccountId : "")
            .Concat(keys.Select(key => key.AccountId))
            .ToHashSet();
        var buckets = trails.SelectMany(entry => entry.Trails.Value?.Items ?? []).Select(trail => trail.S3BucketName).ToHashSet();

        // A multi-Region event data store records for the keys of every region, also where it was read for another cluster's sake.
        var stores = clouds.CloudTrail
            .Where(entry => accounts.Contains(entry.AccountId) && !places.Contains((entry.AccountId, entry.Region)))
            .Select(EventDataStoreEvidence.Of)
            .Concat(clouds.EventDataStores.Where(entry => accounts.Contains(entry.AccountId)))
            .OrderBy(entry => entry.AccountId, StringComparer.Ordinal).ThenBy(entry => entry.Region, StringComparer.Ordinal);
        return evidence with
        {
            Organization = organization,
            Clouds = clouds with
            {
                Keys = [.. clouds.Keys.Where(key => arns.Contains(key.KeyArn))],
                CloudTrail = [.. trails],
                EventDataStores = [.. stores],
                LogBuckets = [.. clouds.LogBuckets.Where(bucket => buckets.Contains(bucket.Bucket))],
            },
        };
    }
}
