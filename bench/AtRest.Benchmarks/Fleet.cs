using System.Globalization;
using AtRest.Core.Aws.Inventory;
using AtRest.Core.Inventory;
using AtRest.FakeClouds.Aws.EventBridge;
using AtRest.FakeClouds.Aws.Kms;
using AtRest.FakeClouds.Aws.S3;
using AtRest.FakeClouds.Scenarios;
using AtRest.KeyPolicies.Generation;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Benchmarks;

/// <summary>N External clusters in one account and region, each with its own key; one trail, one bucket, one alert. All are compliant.</summary>
internal static class Fleet
{
    private const string Account = "111122223333";
    private const string Region = "eu-central-1";
    private const string Role = $"arn:aws:iam::{Account}:role/AtRestAudit";
    private const string ExternalId = "bench";

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

    private static string Policy { get; } = MinimalPolicy.For(Account, RoleArn());

    private static Cluster Cluster(int index) => new()
    {
        Id = Uuid(index),
        Name = $"cluster-{index}",
        Provider = CloudProvider.Aws,
        Region = Region,
        Encryption = new DeclaredEncryption.External(RoleArn(), KmsKeyArn.Parse(KeyArn(index)), null),
    };

    private static Arn RoleArn() =>
        Arn.TryParse("arn:aws:iam::444455556666:role/tenant", out var arn) ? arn : throw new FormatException("The tenant's role is not a valid ARN.");

    private static string KeyArn(int index) => $"arn:aws:kms:{Region}:{Account}:key/{Uuid(index)}";

    private static string Uuid(int index) => $"00000000-0000-4000-8000-{index.ToString("x12", CultureInfo.InvariantCulture)}";
}
