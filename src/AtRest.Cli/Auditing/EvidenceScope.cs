using AtRest.Core.Audits;
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
        var cryptoKeys = organization.Clusters.Select(CryptoKeyOf).OfType<string>().ToHashSet();
        var clouds = evidence.Clouds;
        var trails = clouds.CloudTrail.Where(entry => places.Contains((entry.AccountId, entry.Region))).ToList();
        var buckets = trails.SelectMany(entry => entry.Trails.Value?.Items ?? []).Select(trail => trail.S3BucketName).ToHashSet();
        return evidence with
        {
            Organization = organization,
            Clouds = clouds with
            {
                Keys = [.. clouds.Keys.Where(key => arns.Contains(key.KeyArn))],
                CloudTrail = [.. trails],
                LogBuckets = [.. clouds.LogBuckets.Where(bucket => buckets.Contains(bucket.Bucket))],
                CryptoKeys = [.. clouds.CryptoKeys.Where(key => cryptoKeys.Contains(key.Name))],
            },
        };
    }

    private static string? CryptoKeyOf(Cluster cluster) => cluster.Encryption switch
    {
        DeclaredEncryption.Software software => software.CryptoKey,
        DeclaredEncryption.Hardware hardware => hardware.CryptoKey,
        _ => null,
    };
}
