using System.Collections.Immutable;
using AtRest.Core.Evidence;
using AtRest.Core.Inventory;
using AtRest.Core.Packing;

namespace AtRest.Core.Aws.Evidence;

/// <summary>What was read from AWS.</summary>
public sealed record AwsSlice : EvidenceSlice<AwsSlice>
{
    /// <summary>One entry per AWS key of the audited clusters, by ARN.</summary>
    public PackedList<KmsKeyEvidence> Keys { get; init; } = [];

    /// <summary>One entry per account and region of those keys.</summary>
    public ImmutableArray<CloudTrailEvidence> CloudTrail { get; init; } = [];

    /// <summary>Event data stores that were looked for beyond the places of <see cref="CloudTrail"/>, by account and region.</summary>
    public ImmutableArray<EventDataStoreEvidence> EventDataStores { get; init; } = [];

    /// <summary>One entry per bucket that a trail of <see cref="CloudTrail"/> writes to.</summary>
    public ImmutableArray<LogBucketEvidence> LogBuckets { get; init; } = [];

    /// <summary>One entry per key that encrypts the files of a trail, or the events of an event data store or of a log group, by ARN. Keys of <see cref="Keys"/> are not repeated.</summary>
    public ImmutableArray<RecordKeyEvidence> RecordKeys { get; init; } = [];

    /// <summary>One entry per log group that a trail of <see cref="CloudTrail"/> writes to, by ARN.</summary>
    public ImmutableArray<LogGroupEvidence> LogGroups { get; init; } = [];

    /// <summary>One entry per account and region of <see cref="Keys"/>.</summary>
    public ImmutableArray<EventBridgeEvidence> EventBridge { get; init; } = [];

    /// <summary>One entry per key of <see cref="Keys"/>, by ARN; none if the audit did not look up events.</summary>
    public PackedList<KeyUseEvidence> KeyUses { get; init; } = [];

    /// <summary>One entry per account of <see cref="Keys"/> whose organization's policies are read.</summary>
    public ImmutableArray<OrganizationEvidence> Organizations { get; init; } = [];

    /// <summary>One entry per account and region of <see cref="Keys"/>; none if the audit did not read usage metrics.</summary>
    public ImmutableArray<UsageMetricsEvidence> UsageMetrics { get; init; } = [];

    protected internal override string Cloud => "aws";

    protected internal override IEnumerable<ICollected> Entries() =>
        Keys.SelectMany(EntriesOf)
            .Concat(CloudTrail.SelectMany(EntriesOf))
            .Concat(EventDataStores.SelectMany(entry => entry.Details.Prepend<ICollected>(entry.List)))
            .Concat(LogBuckets.SelectMany(EntriesOf).OfType<ICollected>())
            .Concat(RecordKeys.SelectMany(key => new ICollected[] { key.Metadata, key.Policy }))
            .Concat(LogGroups.SelectMany(EntriesOf))
            .Concat(EventBridge.SelectMany(EntriesOf))
            .Concat(KeyUses.SelectMany(use => new ICollected[] { use.Events, use.LastUse }))
            .Concat(Organizations.SelectMany(EntriesOf))
            .Concat(UsageMetrics.Select(entry => entry.Requests));

    protected internal override IEnumerable<string> Subjects() => CloudTrail.Select(entry => Place(entry.AccountId, entry.Region)).Concat(Keys.Select(key => key.KeyArn));

    protected internal override IEnumerable<(string List, IEnumerable<string> Identities)> Identities() =>
    [
        ("keys", Keys.Select(key => key.KeyArn)),
        ("cloudTrail", CloudTrail.Select(entry => Place(entry.AccountId, entry.Region))),
        ("eventDataStores", EventDataStores.Select(entry => Place(entry.AccountId, entry.Region))),
        ("logBuckets", LogBuckets.Select(bucket => bucket.Bucket)),
        ("recordKeys", RecordKeys.Select(key => key.KeyArn)),
        ("logGroups", LogGroups.Select(group => group.LogGroupArn)),
        ("eventBridge", EventBridge.Select(entry => Place(entry.AccountId, entry.Region))),
        ("keyUses", KeyUses.Select(use => use.KeyArn)),
        ("organizations", Organizations.Select(entry => entry.AccountId)),
        ("usageMetrics", UsageMetrics.Select(entry => Place(entry.AccountId, entry.Region))),
    ];

    protected override AwsSlice MergeParts(ImmutableArray<AwsSlice> parts) => AwsMerge.Of(parts);

    protected internal override EvidenceSlice Narrow(Organization organization) => AwsScope.Narrow(this, organization);

    protected internal override bool NeedsReader(AccountReader reader, Organization organization) => AwsScope.NeedsReader(this, reader, organization);

    private static string Place(string accountId, string region) => $"{accountId}/{region}";

    private static IEnumerable<ICollected> EntriesOf(KmsKeyEvidence key) => [key.Metadata, key.Policy, key.RotationStatus, key.Rotations, key.Grants, key.LastUsage];

    private static IEnumerable<ICollected> EntriesOf(CloudTrailEvidence entry) =>
        [entry.Trails, entry.EventDataStores, .. entry.Details.SelectMany(EntriesOf).OfType<ICollected>(), .. entry.EventDataStoreDetails];

    private static IEnumerable<ICollected?> EntriesOf(TrailEvidence trail) => [trail.Status, trail.Delivery, trail.Selectors];

    private static IEnumerable<ICollected?> EntriesOf(LogBucketEvidence bucket) =>
        [bucket.Lifecycle, bucket.Versioning, bucket.ObjectLock, bucket.PublicAccessBlock, bucket.PolicyStatus, bucket.AccountPublicAccessBlock];

    private static IEnumerable<ICollected> EntriesOf(LogGroupEvidence group) => [group.Group, group.Filters, .. group.Matches, .. group.Alarms];

    private static IEnumerable<ICollected> EntriesOf(OrganizationEvidence entry) => [entry.Organization, entry.Path, .. entry.CallerPaths, .. entry.Attached, .. entry.Policies];

    private static IEnumerable<ICollected> EntriesOf(EventBridgeEvidence entry) => [entry.Rules, .. entry.Targets, .. entry.Matches];
}

/// <summary>AWS's part of the evidence.</summary>
public static class AwsSliceExtensions
{
    extension(CloudEvidence clouds)
    {
        /// <inheritdoc cref="AwsSlice"/>
        public AwsSlice Aws => clouds.Of<AwsSlice>();
    }
}
