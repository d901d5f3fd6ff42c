using System.Collections.Immutable;
using AtRest.Core.Aws.Rules.CloudTrail;
using AtRest.Core.Evidence;
using AtRest.Core.Evidence.Merging;
using AtRest.Core.Packing;

namespace AtRest.Core.Aws.Evidence;

/// <summary>Puts what several batches read from AWS together.</summary>
internal static class AwsMerge
{
    public static AwsSlice Of(ImmutableArray<AwsSlice> parts)
    {
        var trails = Lists.Merged(parts.SelectMany(part => part.CloudTrail), entry => (entry.AccountId, entry.Region), copies => Copies.Best(copies, WorthOf));
        return new AwsSlice
        {
            Keys = PackedLists.Merge(parts.Select(part => part.Keys), key => key.KeyArn, copies => Copies.Best(copies, WorthOf)),
            CloudTrail = trails,
            EventDataStores = Stores(parts, trails),
            LogBuckets = Lists.Merged(parts.SelectMany(part => part.LogBuckets), bucket => (bucket.Bucket, ""), Bucket),
            RecordKeys = RecordKeys(parts),
            LogGroups = Lists.Merged(parts.SelectMany(part => part.LogGroups), group => (group.LogGroupArn, ""), MonitoringMerge.Of),
            EventBridge = Lists.Merged(parts.SelectMany(part => part.EventBridge), entry => (entry.AccountId, entry.Region), MonitoringMerge.Of),
            KeyUses = PackedLists.Merge(parts.Select(part => part.KeyUses), use => use.KeyArn, copies => Copies.Best(copies, use => [Copies.Worth(use.Events), Copies.Worth(use.LastUse)])),
            Organizations = Lists.Merged(parts.SelectMany(part => part.Organizations), entry => (entry.AccountId, ""), Organization),
            UsageMetrics = Lists.Merged(parts.SelectMany(part => part.UsageMetrics), entry => (entry.AccountId, entry.Region), copies => Copies.Best(copies, entry => [Copies.Worth(entry.Requests)])),
        };
    }

    /// <summary>What encrypts the record for one batch can be the key of a cluster of another batch, whose evidence has more.</summary>
    private static ImmutableArray<RecordKeyEvidence> RecordKeys(ImmutableArray<AwsSlice> parts)
    {
        var audited = parts.SelectMany(part => part.Keys).Select(key => key.KeyArn).ToHashSet(StringComparer.Ordinal);
        return Lists.Merged(
            parts.SelectMany(part => part.RecordKeys).Where(key => !audited.Contains(key.KeyArn)),
            key => (key.KeyArn, ""),
            copies => Copies.Best(copies, key => [Copies.Worth(key.Metadata), Copies.Worth(key.Policy)]));
    }

    private static ImmutableArray<EventDataStoreEvidence> Stores(ImmutableArray<AwsSlice> parts, ImmutableArray<CloudTrailEvidence> trails)
    {
        var places = trails.Select(entry => (entry.AccountId, entry.Region)).ToHashSet();
        var beyond = Lists.Merged(
            parts.SelectMany(part => part.EventDataStores).Where(entry => !places.Contains((entry.AccountId, entry.Region))),
            entry => (entry.AccountId, entry.Region),
            copies => Copies.Best(copies, entry => entry.Details.Select(Copies.Worth).Append(Copies.Worth(entry.List))));

        // A batch looks everywhere for what the trails of another batch make needless.
        return EventDataStoreSearch.LookedFor(trails, beyond);
    }

    /// <summary>Batches have the same account and other callers.</summary>
    private static OrganizationEvidence Organization(ImmutableArray<OrganizationEvidence> copies) => Copies.Best(copies, WorthOf) with
    {
        CallerPaths = Copies.ByResource(copies.SelectMany(copy => copy.CallerPaths)),
    };

    private static IEnumerable<int> WorthOf(OrganizationEvidence entry) =>
        [Copies.Worth(entry.Organization), Copies.Worth(entry.Path), .. entry.Attached.Select(Copies.Worth), .. entry.Policies.Select(Copies.Worth)];

    private static LogBucketEvidence Bucket(ImmutableArray<LogBucketEvidence> copies) => copies is [var only] ? only : copies[0] with
    {
        Lifecycle = Copies.Best(copies.Select(copy => copy.Lifecycle)),
        Versioning = Copies.Best(copies.Select(copy => copy.Versioning)),
        ObjectLock = Copies.Best(copies.Select(copy => copy.ObjectLock)),
        PublicAccessBlock = Copies.Best(copies.Select(copy => copy.PublicAccessBlock)),
        PolicyStatus = BestOrNull(copies.Select(copy => copy.PolicyStatus)),
        AccountPublicAccessBlock = BestOrNull(copies.Select(copy => copy.AccountPublicAccessBlock)),
    };

    private static Collected<T>? BestOrNull<T>(IEnumerable<Collected<T>?> copies)
        where T : class => copies.OfType<Collected<T>>().ToList() is { Count: > 0 } read ? Copies.Best(read) : null;

    private static IEnumerable<int> WorthOf(KmsKeyEvidence key) =>
        [Copies.Worth(key.Metadata), Copies.Worth(key.Policy), Copies.Worth(key.RotationStatus), Copies.Worth(key.Rotations), Copies.Worth(key.Grants), Copies.Worth(key.LastUsage)];

    private static IEnumerable<int> WorthOf(CloudTrailEvidence entry) =>
    [
        Copies.Worth(entry.Trails),
        Copies.Worth(entry.EventDataStores),
        .. entry.Details.SelectMany(trail => new[] { Copies.Worth(trail.Status), trail.Delivery is null ? Copies.Worth(trail.Status) : Copies.Worth(trail.Delivery), Copies.Worth(trail.Selectors) }),
        .. entry.EventDataStoreDetails.Select(Copies.Worth),
    ];
}
