using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using AtRest.Core.Audits;
using AtRest.Core.Audits.History;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Camunda.Evidence;
using AtRest.Core.Clouds;
using AtRest.Core.Evidence;
using AtRest.Core.Google.Evidence;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Core.Tests.Rules;

/// <summary>
/// Turns what a case is given into evidence: one cluster, and the evidence about its keys, trails and buckets. The case is merged
/// over <c>healthy.json</c> by <see cref="JsonMerge"/>, its key policies by <see cref="CasePolicy"/>; <c>{"absent": "denied", "cause": "…"}</c>
/// is evidence that could not be read.
/// </summary>
internal sealed partial class CaseWorld(JsonObject json)
{
    private static readonly string Healthy = RuleCaseFiles.ReadText("healthy.json");
    private static readonly string HealthyCryptoKey = RuleCaseFiles.ReadText("healthy-crypto-key.json");

    private static readonly string HealthyAwsOrganization = RuleCaseFiles.ReadText("healthy-aws-organization.json");

    private readonly DateTimeOffset auditedAt = Read<DateTimeOffset>(json["auditedAt"]);

    /// <summary>The healthy fleet with a case's changes.</summary>
    public static AuditEvidence With(JsonObject given)
    {
        CaseNames.Check(given);
        var changes = (JsonObject)given.DeepClone();
        var policies = TakePolicies(changes);
        var world = JsonNode.Parse(Healthy)!.AsObject();
        if (changes.Any(change => change.Key.TrimStart('=') == "google"))
        {
            world["google"] = JsonNode.Parse(HealthyCryptoKey);
        }

        if (changes.Any(change => change.Key.TrimStart('=') == "organizations"))
        {
            world["organizations"] = JsonNode.Parse(HealthyAwsOrganization);
        }

        JsonMerge.Apply(world, changes);
        foreach (var (name, key) in world["keys"]!.AsObject())
        {
            key!["policy"] = CasePolicy.Evidence(key["policy"]!.AsObject(), policies.GetValueOrDefault(name) ?? []);
        }

        return new CaseWorld(world).ToEvidence();
    }

    /// <summary>The rule context of the healthy fleet's cluster, with a case's changes.</summary>
    public static RuleContext Context(JsonObject given) => Context(With(given));

    public static RuleContext Context(AuditEvidence evidence) => new(new EvidenceIndex(evidence), evidence.Organization.Clusters[0]);

    /// <summary>The <c>given</c> of a case, with another text as the policy of the primary key.</summary>
    public static JsonObject WithPolicy(string text, JsonObject? given = null) => JsonMerge.Apply(
        (JsonObject?)given?.DeepClone() ?? [],
        new JsonObject { ["keys"] = new JsonObject { ["primary"] = new JsonObject { ["=policy"] = new JsonObject { ["text"] = text } } } });

    private static Dictionary<string, JsonObject> TakePolicies(JsonObject changes)
    {
        var policies = new Dictionary<string, JsonObject>();
        foreach (var (name, key) in changes["keys"] as JsonObject ?? [])
        {
            if (key is JsonObject parts && parts["policy"] is JsonObject policy)
            {
                parts.Remove("policy");
                policies[name] = policy;
            }
        }

        return policies;
    }

    private AuditEvidence ToEvidence()
    {
        var cluster = Read<Cluster>(json["cluster"]);
        var organization = Read<Organization>(json["organization"]) with { Clusters = [cluster, .. Sisters(cluster)] };
        var keys = cluster.Encryption is DeclaredEncryption.External external
            ? new[] { ("primary", external.PrimaryKeyArn), ("secondary", external.SecondaryKeyArn) }.Where(key => key.Item2 is not null).ToList()
            : [];
        return new AuditEvidence
        {
            SchemaVersion = AuditEvidence.CurrentSchemaVersion,
            AuditId = "audit-1",
            AuditedAt = auditedAt,
            Parameters = Read<AuditParameters>(json["parameters"]),
            Organization = organization,
            SharedKeys = Read<ImmutableArray<SharedKey>?>(json["sharedKeys"]) ?? SharedKeyFinder.Find(new InventoryDocument { Organizations = [organization] }, organization),
            LeftOut = Read<ImmutableArray<string>?>(json["leftOut"]) ?? [],
            Previous = Read<PreviousAudit?>(json["previous"]),
            Clouds = new CloudEvidence(new CamundaSlice { Camunda = Camunda() }, new GoogleSlice { CryptoKeys = [.. CryptoKeys(cluster)], CryptoKeyUses = [.. CryptoKeyUses(cluster)] }, Endpoints(cluster.Id), new AwsSlice
            {
                EventBridge = [.. keys.DistinctBy(key => (key.Item2!.AccountId, key.Item2.Region)).Select(key => EventBridge(key.Item2!))],
                LogGroups = LogGroups(),
                Keys = [.. keys.DistinctBy(key => key.Item2!.Value).Select(key => KeyEvidence(json["keys"]![key.Item1]!, key.Item2!.Value))],
                CloudTrail = [.. keys.DistinctBy(key => (key.Item2!.AccountId, key.Item2.Region)).Select(key => CloudTrail(key.Item2!))],
                EventDataStores = StoresElsewhere(),
                KeyUses = [.. keys.DistinctBy(key => key.Item2!.Value).Where(key => json["keys"]![key.Item1]!["events"] is not null).Select(key => KeyUse(json["keys"]![key.Item1]!, key.Item2!, RoleOf(cluster)))],
                Organizations = Organizations(keys.FirstOrDefault().Item2, (cluster.Encryption as DeclaredEncryption.External)?.RoleArn.AccountId),
                RecordKeys = RecordKeys(),
                LogBuckets = [.. json["buckets"]!.AsObject().Select(bucket => Bucket(bucket.Key, bucket.Value!))],
            }),
        };
    }

    /// <summary>More clusters of the organization that declare the same keys, each with its own role, or another primary key.</summary>
    private IEnumerable<Cluster> Sisters(Cluster cluster) => (Read<ImmutableArray<SisterCluster>?>(json["sisters"]) ?? []).Select(sister => cluster with
    {
        Id = sister.Id,
        Name = sister.Name,
        Encryption = (DeclaredEncryption.External)cluster.Encryption with
        {
            RoleArn = sister.RoleArn,
            PrimaryKeyArn = sister.PrimaryKeyArn ?? ((DeclaredEncryption.External)cluster.Encryption).PrimaryKeyArn,
        },
    });

    private KmsKeyEvidence KeyEvidence(JsonNode key, string arn) => new()
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
            Details = [.. Items(trails).Select(trail => TrailDetails(trail, key.Region))],
            EventDataStores = List(stores, "cloudtrail:ListEventDataStores", place, items => new EventDataStoreList([.. items.Select(item => item["arn"]!.GetValue<string>())])),
            EventDataStoreDetails = [.. Items(stores).Select(store => Collect<EventDataStore>(store["details"], "cloudtrail:GetEventDataStore", store["arn"]!.GetValue<string>()))],
        };
    }

    /// <summary>The status in the key's region is that of the home region, unless a case gives a <c>delivery</c>.</summary>
    private TrailEvidence TrailDetails(JsonNode trail, string region)
    {
        var arn = trail["trail"]!["arn"]!.GetValue<string>();
        var isShadow = trail["trail"]!["isMultiRegion"]?.GetValue<bool>() == true && trail["trail"]!["homeRegion"]!.GetValue<string>() != region;
        return new TrailEvidence
        {
            TrailArn = arn,
            Status = Collect<TrailStatus>(trail["status"], "cloudtrail:GetTrailStatus", arn),
            Delivery = isShadow ? Collect<TrailStatus>(trail["delivery"] ?? trail["status"], "cloudtrail:GetTrailStatus", $"{arn} {region}") : null,
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
        PolicyStatus = bucket["policyStatus"] is { } policy ? Collect<BucketPolicyStatus>(policy, "s3:GetBucketPolicyStatus", name) : null,
        AccountPublicAccessBlock = bucket["accountPublicAccessBlock"] is { } block ? Collect<BucketPublicAccessBlock>(block, "s3:GetAccountPublicAccessBlock", name) : null,
    };

    private static IEnumerable<JsonNode> Items(JsonObject list) => list.ContainsKey("absent") ? [] : list.Select(item => item.Value!);

    private Collected<T> List<T>(JsonObject list, string source, string resource, Func<IEnumerable<JsonNode>, T> read)
        where T : class => list.ContainsKey("absent") ? Collect<T>(list, source, resource) : Collect(read(Items(list)), source, resource);

    private Collected<T> Collect<T>(JsonNode? fragment, string source, string resource)
        where T : class => fragment?["absent"] is { } absent
            ? Collect<T>(value: null, source, resource) with
            {
                Absence = new Absence { Kind = Read<AbsenceKind>(absent), Cause = fragment["cause"]?.GetValue<string>() ?? $"AWS refused {source}.", ErrorCode = fragment["errorCode"]?.GetValue<string>() },
            }
            : Collect(Read<T>(fragment), source, resource);

    private Collected<T> Collect<T>(T? value, string source, string resource)
        where T : class => new() { Source = source, Resource = resource, CollectedAt = auditedAt, Value = value };

    private static T Read<T>(JsonNode? node) => node.Deserialize<T>(CloudJson.Compact)!;

    /// <summary>An entry of <c>sisters</c>.</summary>
    private sealed record SisterCluster(string Id, string Name, Arn RoleArn, KmsKeyArn? PrimaryKeyArn = null);
}
