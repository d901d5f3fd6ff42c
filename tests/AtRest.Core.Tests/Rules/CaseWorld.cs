using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using AtRest.Core.Audits;
using AtRest.Core.Audits.History;
using AtRest.Core.Evidence;
using AtRest.Core.Evidence.Json;
using AtRest.Core.Inventory;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Core.Tests.Rules;

/// <summary>Turns the compact form of cases into evidence. One cluster; what its keys, trails and buckets answered, or why nothing.</summary>
internal sealed partial class CaseWorld(JsonObject json)
{
    private readonly DateTimeOffset auditedAt = Read<DateTimeOffset>(json["auditedAt"]);

    /// <summary>The healthy fleet with a case's changes.</summary>
    public static AuditEvidence With(JsonObject changes)
    {
        var healthy = JsonNode.Parse(File.ReadAllText(RuleCaseFiles.Healthy))!.AsObject();
        if (changes.Any(change => change.Key.TrimStart('=') == "google"))
        {
            healthy["google"] = JsonNode.Parse(File.ReadAllText(RuleCaseFiles.HealthyCryptoKey));
        }

        return new CaseWorld(JsonMerge.Apply(healthy, changes)).ToEvidence();
    }

    private AuditEvidence ToEvidence()
    {
        var cluster = Read<Cluster>(json["cluster"]);
        var keys = cluster.Encryption is DeclaredEncryption.External external
            ? new[] { ("primary", external.PrimaryKeyArn), ("secondary", external.SecondaryKeyArn) }.Where(key => key.Item2 is not null).ToList()
            : [];
        return new AuditEvidence
        {
            SchemaVersion = AuditEvidence.CurrentSchemaVersion,
            AuditId = "audit-1",
            AuditedAt = auditedAt,
            Parameters = Read<AuditParameters>(json["parameters"]),
            Organization = Read<Organization>(json["organization"]) with { Clusters = [cluster] },
            SharedKeys = Read<ImmutableArray<SharedKey>>(json["sharedKeys"]),
            LeftOut = Read<ImmutableArray<string>?>(json["leftOut"]) ?? [],
            Previous = Read<PreviousAudit?>(json["previous"]),
            Clouds = new CloudEvidence
            {
                Camunda = Camunda(),
                CryptoKeys = CryptoKeys(cluster),
                EventBridge = [.. keys.DistinctBy(key => (key.Item2!.AccountId, key.Item2.Region)).Select(key => EventBridge(key.Item2!))],
                LogGroups = LogGroups(),
                Keys = [.. keys.DistinctBy(key => key.Item2!.Value).Select(key => Key(json["keys"]![key.Item1]!, key.Item2!.Value))],
                CloudTrail = [.. keys.DistinctBy(key => (key.Item2!.AccountId, key.Item2.Region)).Select(key => CloudTrail(key.Item2!))],
                EventDataStores = StoresElsewhere(),
                LogBuckets = [.. json["buckets"]!.AsObject().Select(bucket => Bucket(bucket.Key, bucket.Value!))],
            },
        };
    }

    private KmsKeyEvidence Key(JsonNode key, string arn) => new()
    {
        KeyArn = arn,
        Metadata = Collect<KmsKeyMetadata>(key["metadata"], "kms:DescribeKey", arn),
        Policy = Collect<KeyPolicyText>(key["policy"], "kms:GetKeyPolicy", arn),
        RotationStatus = Collect<KeyRotationStatus>(key["rotationStatus"], "kms:GetKeyRotationStatus", arn),
        Rotations = Collect<KeyRotations>(key["rotations"], "kms:ListKeyRotations", arn),
        Grants = Collect<KeyGrants>(key["grants"], "kms:ListGrants", arn),
        LastUsage = Collect<KeyLastUsage>(key["lastUsage"], "kms:GetKeyLastUsage", arn),
    };

    private CloudTrailEvidence CloudTrail(KmsKeyArn key)
    {
        var place = $"{key.AccountId}/{key.Region}";
        var (trails, stores) = (json["trails"]!.AsObject(), json["stores"]!.AsObject());
        return new CloudTrailEvidence
        {
            AccountId = key.AccountId,
            Region = key.Region,
            Trails = List(trails, "cloudtrail:DescribeTrails", place, items => new TrailList([.. items.Select(item => Read<Trail>(item["trail"]))])),
            Details = [.. Items(trails).Select(TrailDetails)],
            EventDataStores = List(stores, "cloudtrail:ListEventDataStores", place, items => new EventDataStoreList([.. items.Select(item => item["arn"]!.GetValue<string>())])),
            EventDataStoreDetails = [.. Items(stores).Select(store => Collect<EventDataStore>(store["details"], "cloudtrail:GetEventDataStore", store["arn"]!.GetValue<string>()))],
        };
    }

    private TrailEvidence TrailDetails(JsonNode trail)
    {
        var arn = trail["trail"]!["arn"]!.GetValue<string>();
        return new TrailEvidence
        {
            TrailArn = arn,
            Status = Collect<TrailStatus>(trail["status"], "cloudtrail:GetTrailStatus", arn),
            Selectors = Collect<TrailEventSelectors>(trail["selectors"], "cloudtrail:GetEventSelectors", arn),
        };
    }

    private LogBucketEvidence Bucket(string name, JsonNode bucket) => new()
    {
        Bucket = name,
        Lifecycle = Collect<BucketLifecycle>(bucket["lifecycle"], "s3:GetLifecycleConfiguration", name),
        Versioning = Collect<BucketVersioning>(bucket["versioning"], "s3:GetBucketVersioning", name),
        ObjectLock = Collect<BucketObjectLock>(bucket["objectLock"], "s3:GetBucketObjectLockConfiguration", name),
        PublicAccessBlock = Collect<BucketPublicAccessBlock>(bucket["publicAccessBlock"], "s3:GetBucketPublicAccessBlock", name),
    };

    private static IEnumerable<JsonNode> Items(JsonObject list) => list.ContainsKey("absent") ? [] : list.Select(item => item.Value!);

    private Collected<T> List<T>(JsonObject list, string source, string resource, Func<IEnumerable<JsonNode>, T> read)
        where T : class => list.ContainsKey("absent") ? Collect<T>(list, source, resource) : Collect(read(Items(list)), source, resource);

    private Collected<T> Collect<T>(JsonNode? fragment, string source, string resource)
        where T : class => fragment?["absent"] is { } absent
            ? Collect<T>(value: null, source, resource) with
            {
                Absence = new Absence { Kind = Read<AbsenceKind>(absent), Cause = fragment["cause"]?.GetValue<string>() ?? $"AWS refused {source}." },
            }
            : Collect(Read<T>(fragment), source, resource);

    private Collected<T> Collect<T>(T? value, string source, string resource)
        where T : class => new() { Source = source, Resource = resource, CollectedAt = auditedAt, Value = value };

    private static T Read<T>(JsonNode? node) => node.Deserialize<T>(EvidenceJson.Compact)!;
}
