using System.Globalization;
using System.Text.Json;
using AtRest.Core.Aws.Inventory;
using AtRest.Core.Inventory;
using AtRest.FakeClouds.Aws.EventBridge;
using AtRest.FakeClouds.Aws.Kms;
using AtRest.FakeClouds.Aws.S3;
using AtRest.FakeClouds.Scenarios;
using AtRest.KeyPolicies.Generation;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Benchmarks;

/// <summary>N External clusters in one account and region, each with its own key and the policy that Camunda documents; one trail, one bucket, one alert. All are compliant.</summary>
internal static class Fleet
{
    public const string Region = "eu-central-1";
    public const string Role = $"arn:aws:iam::{Account}:role/AtRestAudit";
    public const string ExternalId = "bench";

    private const string Account = "111122223333";
    private const string TenantRole = "arn:aws:iam::444455556666:role/tenant";

    private static readonly string Policy = MinimalPolicy.For(Account, RoleArn());

    public static Organization Organization(int clusters) => new()
    {
        Id = "bench",
        Name = "Bench",
        Aws = [new AwsAccount { AccountId = Account, AuditRoleArn = Role, ExternalId = ExternalId }],
        Clusters = [.. Enumerable.Range(0, clusters).Select(Cluster)],
    };

    public static Scenario Scenario(CollectOptions options) => new ScenarioBuilder()
        .Role(Role, ExternalId)
        .Trail($"arn:aws:cloudtrail:{Region}:{Account}:trail/audit", trail => trail with { Bucket = "logs" })
        .Bucket("logs", bucket => bucket with
        {
            Versioning = new FakeVersioning(),
            ObjectLock = new FakeObjectLock { Mode = "COMPLIANCE", Days = 400 },
            PublicAccessBlock = new FakePublicAccessBlock(),
        })
        .Faults(faults => faults with
        {
            LatencyMs = options.Latency,
            ThrottleRate = options.Throttle,
            FailureRate = options.Fail,
            DropConnections = options.Fail > 0,
            Quotas = options.GrantsQuota is { } quota ? new Dictionary<string, int> { ["kms:ListGrants"] = quota } : [],
            Seed = 1,
        })
        .Build() with
    {
        Keys = [.. Enumerable.Range(0, options.Clusters).Select(index => new FakeKey
            {
                Arn = KeyArn(index),
                Policy = Policy,
                Rotation = new FakeRotationStatus(),
                LastUsage = new FakeLastUsage { LastUsed = "now-1d" },
            })],
        EventRules =
        [
            new FakeEventRule
            {
                Arn = $"arn:aws:events:{Region}:{Account}:rule/key-changes",
                EventPattern = """{"source":["aws.kms"],"detail-type":["AWS API Call via CloudTrail"],"detail":{"eventName":["PutKeyPolicy","DisableKey","ScheduleKeyDeletion","CreateGrant","RevokeGrant","RetireGrant"]}}""",
                Targets = [$"arn:aws:sns:{Region}:{Account}:security-alerts"],
            },
        ],
    };

    public static string KeyArn(int index) => $"arn:aws:kms:{Region}:{Account}:key/{Uuid(index)}";

    /// <summary>The organization as an inventory file.</summary>
    public static string Inventory(int clusters) => JsonSerializer.Serialize(new
    {
        organizations = new[]
        {
            new
            {
                id = "bench",
                name = "Bench",
                aws = new[] { new { accountId = Account, auditRoleArn = Role, externalId = ExternalId } },
                clusters = Enumerable.Range(0, clusters).Select(index => new
                {
                    id = Uuid(index),
                    name = $"cluster-{index}",
                    provider = "aws",
                    region = Region,
                    encryption = new { type = "External", roleArn = TenantRole, primaryKeyArn = KeyArn(index) },
                }),
            },
        },
    });

    private static Cluster Cluster(int index) => new()
    {
        Id = Uuid(index),
        Name = $"cluster-{index}",
        Provider = CloudProvider.Aws,
        Region = Region,
        Encryption = new DeclaredEncryption.External(RoleArn(), KmsKeyArn.Parse(KeyArn(index)), null),
    };

    private static Arn RoleArn() =>
        Arn.TryParse(TenantRole, out var arn) ? arn : throw new FormatException("The tenant's role is not a valid ARN.");

    private static string Uuid(int index) => $"00000000-0000-4000-8000-{index.ToString("x12", CultureInfo.InvariantCulture)}";
}
