using System.Collections.Immutable;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Aws.Rules.CloudTrail;
using AtRest.Core.Camunda.Evidence;
using AtRest.Core.Evidence;
using AtRest.Core.Evidence.Merging;

namespace AtRest.Core.Audits;

/// <summary>Puts the evidence of several batches of one organization's clusters together.</summary>
public static class EvidenceMerge
{
    /// <summary>
    /// What one collection of all the clusters would have given: each thing once, in the collectors' order. Where batches read the same thing, the best answer
    /// stands: one that was read before one that was refused. The batches' order does not matter.
    /// </summary>
    public static CloudEvidence Of(IReadOnlyList<CloudEvidence> batches)
    {
        var parts = Ordered(batches);
        var trails = Merged(parts.SelectMany(part => part.CloudTrail), entry => (entry.AccountId, entry.Region), copies => Copies.Best(copies, WorthOf));
        return new CloudEvidence
        {
            Camunda = parts.Select(part => part.Camunda).OfType<CamundaEvidence>().OrderByDescending(camunda => Copies.Worth(camunda.Clusters)).FirstOrDefault(),
            Keys = Merged(parts.SelectMany(part => part.Keys), key => (key.KeyArn, ""), copies => Copies.Best(copies, WorthOf)),
            CloudTrail = trails,
            EventDataStores = Stores(parts, trails),
            LogBuckets = Merged(parts.SelectMany(part => part.LogBuckets), bucket => (bucket.Bucket, ""), Bucket),
            LogGroups = Merged(parts.SelectMany(part => part.LogGroups), group => (group.LogGroupArn, ""), MonitoringMerge.Of),
            EventBridge = Merged(parts.SelectMany(part => part.EventBridge), entry => (entry.AccountId, entry.Region), MonitoringMerge.Of),
            CryptoKeys = Merged(
                parts.SelectMany(part => part.CryptoKeys),
                key => (key.Name, ""),
                copies => Copies.Best(copies, key => [Copies.Worth(key.Key), Copies.Worth(key.Versions), Copies.Worth(key.Policy), Copies.Worth(key.KeyRingPolicy)])),
            Readers = [.. AccountReader.Merge(parts.SelectMany(part => part.Readers))],
        };
    }

    private static ImmutableArray<T> Merged<T>(IEnumerable<T> items, Func<T, (string, string)> identity, Func<ImmutableArray<T>, T> merge) =>
    [
        .. items.GroupBy(identity)
            .OrderBy(group => group.Key.Item1, StringComparer.Ordinal)
            .ThenBy(group => group.Key.Item2, StringComparer.Ordinal)
            .Select(group => merge([.. group])),
    ];

    /// <summary>By what they hold: of equal answers the first one is taken, whichever batch was ready first.</summary>
    private static ImmutableArray<CloudEvidence> Ordered(IReadOnlyList<CloudEvidence> batches) =>
    [
        .. batches
            .GroupBy(batch => string.Join('\n', batch.CloudTrail.Select(entry => $"{entry.AccountId}/{entry.Region}").Concat(batch.Keys.Select(key => key.KeyArn)).Concat(batch.CryptoKeys.Select(key => key.Name))), StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .SelectMany(group => group.Skip(1).Any() ? group.OrderBy(EvidenceHash.OfValue, StringComparer.Ordinal) : group.AsEnumerable()),
    ];

    private static ImmutableArray<EventDataStoreEvidence> Stores(ImmutableArray<CloudEvidence> parts, ImmutableArray<CloudTrailEvidence> trails)
    {
        var places = trails.Select(entry => (entry.AccountId, entry.Region)).ToHashSet();
        var beyond = Merged(
            parts.SelectMany(part => part.EventDataStores).Where(entry => !places.Contains((entry.AccountId, entry.Region))),
            entry => (entry.AccountId, entry.Region),
            copies => Copies.Best(copies, entry => entry.Details.Select(Copies.Worth).Append(Copies.Worth(entry.List))));

        // A batch looks everywhere for what the trails of another batch make needless.
        return EventDataStoreSearch.LookedFor(trails, beyond);
    }

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
