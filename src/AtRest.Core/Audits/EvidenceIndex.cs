using System.Collections.Frozen;
using System.Collections.Immutable;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Camunda.Evidence;
using AtRest.Core.Evidence;
using AtRest.Core.Google.Evidence;
using AtRest.Core.Inventory;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Core.Audits;

/// <summary>Finds evidence by what it is about. What was never collected is answered as an absence that says so.</summary>
public sealed class EvidenceIndex
{
    private readonly FrozenDictionary<string, KmsKeyEvidence> keys;
    private readonly FrozenDictionary<(string Account, string Region), CloudTrailEvidence> cloudTrail;
    private readonly FrozenDictionary<string, LogBucketEvidence> buckets;
    private readonly FrozenDictionary<string, SharedKey> sharedKeys;
    private readonly FrozenDictionary<string, CryptoKeyEvidence> cryptoKeys;
    private readonly FrozenDictionary<(string Account, string Region), EventBridgeEvidence> eventBridge;
    private readonly FrozenDictionary<string, LogGroupEvidence> logGroups;
    private readonly ILookup<string, Collected<EventPatternMatches>> patternMatches;
    private readonly ILookup<(string LogGroupArn, string KeyArn), Collected<MetricFilterMatches>> filterMatches;
    private readonly FrozenDictionary<string, CamundaCluster> reported;
    private readonly FrozenDictionary<string, string> notEvaluated;

    private readonly Dictionary<(Type Type, string Subject), object> derived = [];

    public EvidenceIndex(AuditEvidence evidence)
    {
        Evidence = evidence;
        keys = evidence.Clouds.Keys.ToFrozenDictionary(key => key.KeyArn, StringComparer.Ordinal);
        cloudTrail = evidence.Clouds.CloudTrail.ToFrozenDictionary(entry => (entry.AccountId, entry.Region));
        EventDataStores = [.. evidence.Clouds.CloudTrail.Select(EventDataStoreEvidence.Of), .. evidence.Clouds.EventDataStores];
        buckets = evidence.Clouds.LogBuckets.ToFrozenDictionary(bucket => bucket.Bucket, StringComparer.Ordinal);
        sharedKeys = evidence.SharedKeys.ToFrozenDictionary(key => key.KeyArn, StringComparer.Ordinal);
        cryptoKeys = evidence.Clouds.CryptoKeys.ToFrozenDictionary(key => key.Name, StringComparer.Ordinal);
        eventBridge = evidence.Clouds.EventBridge.ToFrozenDictionary(entry => (entry.AccountId, entry.Region));
        logGroups = evidence.Clouds.LogGroups.ToFrozenDictionary(group => group.LogGroupArn, StringComparer.Ordinal);
        patternMatches = evidence.Clouds.EventBridge.SelectMany(entry => entry.Matches).ToLookup(entry => KeyOf(entry.Resource), StringComparer.Ordinal);
        filterMatches = evidence.Clouds.LogGroups.SelectMany(group => group.Matches, (group, entry) => (group.LogGroupArn, Entry: entry))
            .ToLookup(match => (match.LogGroupArn, KeyOf(match.Entry.Resource)), match => match.Entry);
        reported = (evidence.Clouds.Camunda?.Clusters.Value?.Items ?? [])
            .DistinctBy(cluster => cluster.Uuid, StringComparer.OrdinalIgnoreCase)
            .ToFrozenDictionary(cluster => cluster.Uuid, StringComparer.OrdinalIgnoreCase);
        notEvaluated = evidence.NotEvaluated.ToFrozenDictionary(entry => entry.ClusterId, entry => entry.Cause, StringComparer.OrdinalIgnoreCase);
    }

    public AuditEvidence Evidence { get; }

    /// <summary>The roles of the organization's clusters that declare the key, the audited ones first: each is expected to use it.</summary>
    public ImmutableArray<Arn> RolesOf(KmsKeyArn key) =>
    [
        .. Sharers(key).Select(cluster => ((DeclaredEncryption.External)cluster.Encryption).RoleArn)
            .Concat(Sharing(key.Value)?.Roles ?? [])
            .DistinctBy(role => role.Value, StringComparer.Ordinal),
    ];

    /// <summary>The audited clusters that declare the key, in the inventory's order.</summary>
    internal IEnumerable<Cluster> Sharers(KmsKeyArn key) => Evidence.Organization.Clusters
        .Where(cluster => cluster.Encryption is DeclaredEncryption.External external && (external.PrimaryKeyArn == key || external.SecondaryKeyArn == key));

    /// <summary>Something that rules derive from the evidence, worked out once in an audit.</summary>
    /// <param name="subject">What it is about, such as a key's ARN.</param>
    /// <param name="derive">Works it out, from this evidence alone.</param>
    internal T Derived<T>(string subject, Func<T> derive)
        where T : class
    {
        if (!derived.TryGetValue((typeof(T), subject), out var value))
        {
            derived.Add((typeof(T), subject), value = derive());
        }

        return (T)value;
    }

    /// <summary>Why a cluster was not evaluated; null if it was.</summary>
    public string? WhyNotEvaluated(string clusterId) => notEvaluated.GetValueOrDefault(clusterId);

    public KmsKeyEvidence Key(KmsKeyArn arn) => keys.TryGetValue(arn.Value, out var found) ? found : new KmsKeyEvidence
    {
        KeyArn = arn.Value,
        Metadata = Missing<KmsKeyMetadata>("kms:DescribeKey", arn.Value),
        Policy = Missing<KeyPolicyText>("kms:GetKeyPolicy", arn.Value),
        RotationStatus = Missing<KeyRotationStatus>("kms:GetKeyRotationStatus", arn.Value),
        Rotations = Missing<KeyRotations>("kms:ListKeyRotations", arn.Value),
        Grants = Missing<KeyGrants>("kms:ListGrants", arn.Value),
        LastUsage = Missing<KeyLastUsage>("kms:GetKeyLastUsage", arn.Value),
    };

    public CloudTrailEvidence CloudTrail(string accountId, string region) =>
        cloudTrail.TryGetValue((accountId, region), out var found) ? found : new CloudTrailEvidence
        {
            AccountId = accountId,
            Region = region,
            Trails = Missing<TrailList>("cloudtrail:DescribeTrails", $"{accountId}/{region}"),
            EventDataStores = Missing<EventDataStoreList>("cloudtrail:ListEventDataStores", $"{accountId}/{region}"),
        };

    /// <summary>All event data stores that were looked for, wherever: by account and region.</summary>
    public ImmutableArray<EventDataStoreEvidence> EventDataStores { get; }

    public LogBucketEvidence LogBucket(string bucket) => buckets.TryGetValue(bucket, out var found) ? found : new LogBucketEvidence
    {
        Bucket = bucket,
        Lifecycle = Missing<BucketLifecycle>("s3:GetLifecycleConfiguration", bucket),
        Versioning = Missing<BucketVersioning>("s3:GetBucketVersioning", bucket),
        ObjectLock = Missing<BucketObjectLock>("s3:GetBucketObjectLockConfiguration", bucket),
        PublicAccessBlock = Missing<BucketPublicAccessBlock>("s3:GetBucketPublicAccessBlock", bucket),
    };

    /// <summary>What Google Cloud KMS said about a key.</summary>
    public CryptoKeyEvidence CryptoKey(string name) => cryptoKeys.TryGetValue(name, out var found) ? found : new CryptoKeyEvidence
    {
        Name = name,
        Key = Missing<CryptoKey>("cloudkms.cryptoKeys.get", name),
        Versions = Missing<CryptoKeyVersions>("cloudkms.cryptoKeyVersions.list", name),
        Policy = Missing<IamBindings>("cloudkms.cryptoKeys.getIamPolicy", name),
        KeyRingPolicy = Missing<IamBindings>("cloudkms.keyRings.getIamPolicy", name.Split("/cryptoKeys/")[0]),
    };

    public EventBridgeEvidence EventBridge(string accountId, string region) =>
        eventBridge.TryGetValue((accountId, region), out var found) ? found : new EventBridgeEvidence
        {
            AccountId = accountId,
            Region = region,
            Rules = Missing<EventRules>("events:ListRules", $"{accountId}/{region}"),
        };

    /// <summary>What rules of EventBridge matched of the samples about a key.</summary>
    public IEnumerable<Collected<EventPatternMatches>> PatternMatches(KmsKeyArn key) => patternMatches[key.Value];

    /// <summary>What metric filters of a log group matched of the samples about a key.</summary>
    public IEnumerable<Collected<MetricFilterMatches>> FilterMatches(string logGroupArn, KmsKeyArn key) => filterMatches[(logGroupArn, key.Value)];

    public LogGroupEvidence LogGroup(string arn) => logGroups.TryGetValue(arn, out var found) ? found : new LogGroupEvidence
    {
        LogGroupArn = arn,
        Group = Missing<LogGroup>("logs:DescribeLogGroups", arn),
        Filters = Missing<MetricFilters>("logs:DescribeMetricFilters", arn),
    };

    /// <summary>What Camunda reports about a cluster; null if it was not asked, did not answer or does not know it.</summary>
    public CamundaCluster? Reported(string clusterId) => reported.GetValueOrDefault(clusterId);

    /// <summary>Null if no other cluster uses the key.</summary>
    /// <param name="keyName">As declared: the ARN of an AWS KMS key, or the resource name of a Google Cloud KMS key.</param>
    public SharedKey? Sharing(string keyName) => sharedKeys.GetValueOrDefault(keyName);

    /// <summary>The last word of a resource; ARNs of keys have no spaces.</summary>
    private static string KeyOf(string resource) => resource[(resource.LastIndexOf(' ') + 1)..];

    private Collected<T> Missing<T>(string source, string resource)
        where T : class => new()
        {
            Source = source,
            Resource = resource,
            CollectedAt = Evidence.AuditedAt,
            Absence = new Absence { Kind = AbsenceKind.NotCollected, Cause = "It is not in the evidence of this audit." },
        };
}
