using System.Collections.Frozen;
using System.Collections.Immutable;
using AtRest.Core.Audits;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Aws.Rules.CloudTrail;
using AtRest.Core.Evidence;
using AtRest.Core.Inventory;
using AtRest.Core.Packing;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Core.Aws;

/// <summary>Finds AWS's evidence by what it is about.</summary>
internal sealed class AwsEvidenceIndex
{
    private readonly EvidenceIndex index;
    private readonly PackedIndex<KmsKeyEvidence> keys;
    private readonly PackedIndex<KeyUseEvidence> uses;
    private readonly ILookup<string, Cluster> users;
    private readonly FrozenDictionary<(string Account, string Region), CloudTrailEvidence> cloudTrail;
    private readonly FrozenDictionary<string, LogBucketEvidence> buckets;
    private readonly FrozenDictionary<(string Account, string Region), EventBridgeEvidence> eventBridge;
    private readonly FrozenDictionary<string, LogGroupEvidence> logGroups;
    private readonly StoreIndex stores;
    private readonly FrozenDictionary<string, OrganizationEvidence> organizations;
    private readonly FrozenDictionary<string, RecordKeyEvidence> recordKeys;
    private readonly ILookup<string, Collected<EventPatternMatches>> patternMatches;
    private readonly ILookup<(string LogGroupArn, string KeyArn), Collected<MetricFilterMatches>> filterMatches;

    public AwsEvidenceIndex(EvidenceIndex index)
    {
        this.index = index;
        var slice = index.Evidence.Clouds.Aws;
        keys = new PackedIndex<KmsKeyEvidence>(slice.Keys, key => key.KeyArn);
        uses = new PackedIndex<KeyUseEvidence>(slice.KeyUses, use => use.KeyArn);
        users = index.Evidence.Organization.Clusters
            .SelectMany(cluster => ArnsOf(cluster).Distinct(StringComparer.Ordinal), (cluster, arn) => (cluster, arn))
            .ToLookup(use => use.arn, use => use.cluster, StringComparer.Ordinal);
        cloudTrail = slice.CloudTrail.ToFrozenDictionary(entry => (entry.AccountId, entry.Region));
        stores = new StoreIndex([.. slice.CloudTrail.Select(EventDataStoreEvidence.Of), .. slice.EventDataStores]);
        buckets = slice.LogBuckets.ToFrozenDictionary(bucket => bucket.Bucket, StringComparer.Ordinal);
        eventBridge = slice.EventBridge.ToFrozenDictionary(entry => (entry.AccountId, entry.Region));
        organizations = slice.Organizations.ToFrozenDictionary(entry => entry.AccountId, StringComparer.Ordinal);
        recordKeys = slice.RecordKeys.ToFrozenDictionary(key => key.KeyArn, StringComparer.Ordinal);
        logGroups = slice.LogGroups.ToFrozenDictionary(group => group.LogGroupArn, StringComparer.Ordinal);
        patternMatches = slice.EventBridge.SelectMany(entry => entry.Matches).ToLookup(entry => AwsScope.KeyOf(entry.Resource), StringComparer.Ordinal);
        filterMatches = slice.LogGroups.SelectMany(group => group.Matches, (group, entry) => (group.LogGroupArn, Entry: entry))
            .ToLookup(match => (match.LogGroupArn, AwsScope.KeyOf(match.Entry.Resource)), match => match.Entry);
    }

    /// <summary>The event data stores that were looked for and can record in the account and region, wherever they are: by account and region.</summary>
    public ImmutableArray<EventDataStoreEvidence> StoresFor(CloudTrailEvidence evidence) => stores.For(evidence);

    /// <summary>Null if the evidence does not include the key.</summary>
    public KmsKeyEvidence? FindKey(string? arn) => arn is null ? null : keys.Find(arn);

    /// <summary>What was read about a key that encrypts the record, also if it is the key of a cluster; null if nothing was.</summary>
    public RecordKeyEvidence? RecordKey(string arn) => recordKeys.TryGetValue(arn, out var found) ? found
        : FindKey(arn) is { } key ? new RecordKeyEvidence { KeyArn = arn, Metadata = key.Metadata, Policy = key.Policy }
        : null;

    /// <summary>Null if the audit did not look up events of the key.</summary>
    public KeyUseEvidence? FindUse(string arn) => uses.Find(arn);

    /// <summary>The audited clusters that declare the key, in the inventory's order.</summary>
    public IEnumerable<Cluster> Users(string arn) => users[arn];

    private static IEnumerable<string> ArnsOf(Cluster cluster) => cluster.Encryption is not DeclaredEncryption.External external ? []
        : external.SecondaryKeyArn is { } secondary ? [external.PrimaryKeyArn.Value, secondary.Value] : [external.PrimaryKeyArn.Value];

    public KmsKeyEvidence Key(KmsKeyArn arn) => FindKey(arn.Value) ?? new KmsKeyEvidence
    {
        KeyArn = arn.Value,
        Metadata = index.Missing<KmsKeyMetadata>("kms:DescribeKey", arn.Value),
        Policy = index.Missing<KeyPolicyText>("kms:GetKeyPolicy", arn.Value),
        RotationStatus = index.Missing<KeyRotationStatus>("kms:GetKeyRotationStatus", arn.Value),
        Rotations = index.Missing<KeyRotations>("kms:ListKeyRotations", arn.Value),
        Grants = index.Missing<KeyGrants>("kms:ListGrants", arn.Value),
        LastUsage = index.Missing<KeyLastUsage>("kms:GetKeyLastUsage", arn.Value),
    };

    public CloudTrailEvidence CloudTrail(string accountId, string region) =>
        cloudTrail.TryGetValue((accountId, region), out var found) ? found : new CloudTrailEvidence
        {
            AccountId = accountId,
            Region = region,
            Trails = index.Missing<TrailList>("cloudtrail:DescribeTrails", $"{accountId}/{region}"),
            EventDataStores = index.Missing<EventDataStoreList>("cloudtrail:ListEventDataStores", $"{accountId}/{region}"),
        };

    public LogBucketEvidence LogBucket(string bucket) => buckets.TryGetValue(bucket, out var found) ? found : new LogBucketEvidence
    {
        Bucket = bucket,
        Lifecycle = index.Missing<BucketLifecycle>("s3:GetLifecycleConfiguration", bucket),
        Versioning = index.Missing<BucketVersioning>("s3:GetBucketVersioning", bucket),
        ObjectLock = index.Missing<BucketObjectLock>("s3:GetBucketObjectLockConfiguration", bucket),
        PublicAccessBlock = index.Missing<BucketPublicAccessBlock>("s3:GetBucketPublicAccessBlock", bucket),
    };

    public EventBridgeEvidence EventBridge(string accountId, string region) =>
        eventBridge.TryGetValue((accountId, region), out var found) ? found : new EventBridgeEvidence
        {
            AccountId = accountId,
            Region = region,
            Rules = index.Missing<EventRules>("events:ListRules", $"{accountId}/{region}"),
        };

    /// <summary>What rules of EventBridge matched of the samples about a key.</summary>
    public IEnumerable<Collected<EventPatternMatches>> PatternMatches(KmsKeyArn key) => patternMatches[key.Value];

    /// <summary>What metric filters of a log group matched of the samples about a key.</summary>
    public IEnumerable<Collected<MetricFilterMatches>> FilterMatches(string logGroupArn, KmsKeyArn key) => filterMatches[(logGroupArn, key.Value)];

    public OrganizationEvidence Organization(string accountId) => organizations.TryGetValue(accountId, out var found) ? found : new OrganizationEvidence
    {
        AccountId = accountId,
        Organization = index.Missing<AwsOrganization>("organizations:DescribeOrganization", accountId),
        Path = index.Missing<OrganizationPath>("organizations:ListParents", accountId),
    };

    public LogGroupEvidence LogGroup(string arn) => logGroups.TryGetValue(arn, out var found) ? found : new LogGroupEvidence
    {
        LogGroupArn = arn,
        Group = index.Missing<LogGroup>("logs:DescribeLogGroups", arn),
        Filters = index.Missing<MetricFilters>("logs:DescribeMetricFilters", arn),
    };
}

/// <summary>What AWS's rules find in the evidence of an audit.</summary>
public static class AwsEvidenceIndexExtensions
{
    /// <summary>The event data stores that were looked for and can record in the account and region, wherever they are: by account and region.</summary>
    internal static ImmutableArray<EventDataStoreEvidence> StoresFor(this EvidenceIndex index, CloudTrailEvidence evidence) => Of(index).StoresFor(evidence);

    /// <summary>What was read about a key; null if it is not a key of the audit.</summary>
    public static KmsKeyEvidence? FindKey(this EvidenceIndex index, string? arn) => Of(index).FindKey(arn);

    public static KmsKeyEvidence Key(this EvidenceIndex index, KmsKeyArn arn) => Of(index).Key(arn);

    /// <summary>What CloudTrail's event history has about a key; null if the audit did not look up its events.</summary>
    public static KeyUseEvidence? FindUse(this EvidenceIndex index, KmsKeyArn arn) => Of(index).FindUse(arn.Value);

    /// <summary>What was read about a key that encrypts the record; null if nothing was.</summary>
    internal static RecordKeyEvidence? RecordKey(this EvidenceIndex index, KmsKeyArn arn) => Of(index).RecordKey(arn.Value);

    public static CloudTrailEvidence CloudTrail(this EvidenceIndex index, string accountId, string region) => Of(index).CloudTrail(accountId, region);

    public static LogBucketEvidence LogBucket(this EvidenceIndex index, string bucket) => Of(index).LogBucket(bucket);

    public static EventBridgeEvidence EventBridge(this EvidenceIndex index, string accountId, string region) => Of(index).EventBridge(accountId, region);

    /// <summary>What rules of EventBridge matched of the samples about a key.</summary>
    public static IEnumerable<Collected<EventPatternMatches>> PatternMatches(this EvidenceIndex index, KmsKeyArn key) => Of(index).PatternMatches(key);

    /// <summary>What metric filters of a log group matched of the samples about a key.</summary>
    public static IEnumerable<Collected<MetricFilterMatches>> FilterMatches(this EvidenceIndex index, string logGroupArn, KmsKeyArn key) => Of(index).FilterMatches(logGroupArn, key);

    public static LogGroupEvidence LogGroup(this EvidenceIndex index, string arn) => Of(index).LogGroup(arn);

    /// <summary>The policies of AWS Organizations that apply to an account.</summary>
    public static OrganizationEvidence Organization(this EvidenceIndex index, string accountId) => Of(index).Organization(accountId);

    /// <summary>The roles of the organization's clusters that declare the key, the audited ones first: each is expected to use it.</summary>
    public static ImmutableArray<Arn> RolesOf(this EvidenceIndex index, KmsKeyArn key) =>
    [
        .. index.Sharers(key).Select(cluster => ((DeclaredEncryption.External)cluster.Encryption).RoleArn)
            .Concat(index.Sharing(key.Value)?.Roles ?? [])
            .DistinctBy(role => role.Value, StringComparer.Ordinal),
    ];

    /// <summary>The roles of the audited clusters with keys in an account, each once.</summary>
    internal static IReadOnlyList<Arn> RolesWithKeysIn(this EvidenceIndex index, string accountId) => index.Derived(
        $"roles {accountId}",
        () => index.Evidence.Organization.Clusters
            .Select(cluster => cluster.Encryption)
            .OfType<DeclaredEncryption.External>()
            .Where(external => external.PrimaryKeyArn.AccountId == accountId || external.SecondaryKeyArn?.AccountId == accountId)
            .Select(external => external.RoleArn)
            .DistinctBy(role => role.Value, StringComparer.Ordinal)
            .ToList());

    /// <summary>The audited clusters that declare the key, in the inventory's order.</summary>
    internal static IEnumerable<Cluster> Sharers(this EvidenceIndex index, KmsKeyArn key) => Of(index).Users(key.Value);

    /// <summary>The audited clusters that declare the key, in the inventory's order.</summary>
    internal static IEnumerable<Cluster> Users(this EvidenceIndex index, string keyArn) => Of(index).Users(keyArn);

    private static AwsEvidenceIndex Of(EvidenceIndex index) => index.Derived("", () => new AwsEvidenceIndex(index));
}
