using System.Text.Json;
using AtRest.FakeClouds.Aws.CloudWatchLogs;
using AtRest.FakeClouds.Aws.Kms;
using AtRest.FakeClouds.Aws.Organizations;
using AtRest.FakeClouds.Aws.S3;
using AtRest.FakeClouds.Scenarios;

namespace AtRest.EndToEnd.Tests.Support;

/// <summary>Clusters with external keys in one account and region, all of them right unless a test says otherwise.</summary>
internal sealed class Fleet
{
    public const string Account = "111122223333";
    public const string Region = "eu-central-1";
    public const string Bucket = "audit-logs";

    private readonly List<int> clusters;
    private readonly ScenarioBuilder scenario = new ScenarioBuilder().DefaultAccount(Account);
    private object? organizations;
    private string eventPattern = """{"source":["aws.kms"],"detail-type":["AWS API Call via CloudTrail"]}""";

    public Fleet(int clusters, Func<int, FakeKey, FakeKey>? change = null)
    {
        this.clusters = [.. Enumerable.Range(1, clusters)];
        foreach (var number in this.clusters)
        {
            scenario.Key(KeyArn(number), key => change?.Invoke(number, Right(number, key)) ?? Right(number, key));
        }

        scenario.Trail($"arn:aws:cloudtrail:{Region}:{Account}:trail/main", trail => trail with { Bucket = Bucket });
        scenario.Bucket(Bucket, bucket => bucket with { ObjectLock = new FakeObjectLock { Mode = "COMPLIANCE", Days = 400 }, Versioning = new FakeVersioning(), PublicAccessBlock = new FakePublicAccessBlock() });
    }

    public string Inventory => JsonSerializer.Serialize(new
    {
        organizations = new[]
        {
            new { id = "acme", name = "Acme Bank", plan = "enterprise", aws = new[] { new { accountId = Account, organizations } }, clusters = clusters.Select(Declare) },
        },
    });

    public Scenario Build(Func<FakeFaults, FakeFaults>? faults = null)
    {
        scenario.EventRule($"arn:aws:events:{Region}:{Account}:rule/key-changes", eventPattern, rule => rule with { Targets = [$"arn:aws:sns:{Region}:{Account}:alerts"] });
        return faults is null ? scenario.Build() : scenario.Faults(faults).Build();
    }

    /// <summary>EventBridge hears of disabled keys only; of the rest an alarm on a second trail's log group tells.</summary>
    public Fleet WatchedByAlarm()
    {
        eventPattern = """{"source":["aws.kms"],"detail":{"eventName":["DisableKey"]}}""";
        scenario.Trail($"arn:aws:cloudtrail:{Region}:{Account}:trail/watched", trail => trail with { Bucket = Bucket, LogGroupArn = $"arn:aws:logs:{Region}:{Account}:log-group:trail:*" });
        scenario.LogGroup($"arn:aws:logs:{Region}:{Account}:log-group:trail", group => group with
        {
            MetricFilters = [new FakeMetricFilter { Name = "keys", Pattern = "{ $.eventSource = kms.amazonaws.com }", MetricNamespace = "Audit", MetricName = "keys" }],
        });
        scenario.Alarm($"arn:aws:cloudwatch:{Region}:{Account}:alarm:keys", "Audit", "keys", alarm => alarm with { AlarmActions = [$"arn:aws:sns:{Region}:{Account}:alerts"] });
        return this;
    }

    /// <summary>A second trail, whose bucket has no public access block.</summary>
    public Fleet WithoutPublicAccessBlock()
    {
        scenario.Trail($"arn:aws:cloudtrail:{Region}:{Account}:trail/open", trail => trail with { Bucket = "open-logs" });
        scenario.Bucket("open-logs", bucket => bucket with { ObjectLock = new FakeObjectLock { Mode = "COMPLIANCE", Days = 400 }, Versioning = new FakeVersioning() });
        return this;
    }

    /// <summary>The account is in an organization, whose policies are read with a role in the management account.</summary>
    public Fleet InOrganization()
    {
        const string Role = "arn:aws:iam::999988887777:role/AtRestPolicies";
        organizations = new { roleArn = Role };
        scenario.Role(Role).AwsOrganization(new FakeAwsOrganization
        {
            ManagementAccountId = "999988887777",
            Parents = new Dictionary<string, string> { [Account] = "r-exam" },
            Policies = [new FakeOrganizationPolicy { Id = "p-full", Name = "FullAWSAccess", Type = "SERVICE_CONTROL_POLICY", Document = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}""", Targets = [Account, "r-exam"] }],
        });
        return this;
    }

    /// <summary>The rule of EventBridge that hears of changed keys has this pattern.</summary>
    public Fleet WatchedByRule(string pattern)
    {
        eventPattern = pattern;
        return this;
    }

    public Fleet Deny(string operation)
    {
        scenario.Deny(operation);
        return this;
    }

    public Fleet EventDataStore(string name)
    {
        scenario.EventDataStore($"arn:aws:cloudtrail:{Region}:{Account}:eventdatastore/{name}", name);
        return this;
    }

    public static string KeyArn(int number) => $"arn:aws:kms:{Region}:{Account}:key/{KeyId(number)}";

    public static string ClusterId(int number) => $"0a1f6c52-3d0e-4b7a-9c11-{number:d12}";

    private static string KeyId(int number) => $"1234abcd-12ab-34cd-56ef-{number:d12}";

    private static string RoleArn(int number) => $"arn:aws:iam::444455556666:role/tenant-{number}";

    private static object Declare(int number) => new
    {
        id = ClusterId(number),
        name = $"cluster-{number}",
        provider = "aws",
        region = Region,
        encryption = new { type = "External", roleArn = RoleArn(number), primaryKeyArn = KeyArn(number) },
    };

    private static FakeKey Right(int number, FakeKey key) => key with
    {
        Rotation = new FakeRotationStatus { Enabled = true, PeriodInDays = 365 },
        Rotations = [new FakeRotation { Date = "now-30d" }],
        LastUsage = new FakeLastUsage { LastUsed = "now-1h" },
        Policy = $$"""
            {
              "Version": "2012-10-17",
              "Statement": [
                { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::{{Account}}:root" }, "Action": "kms:*", "Resource": "*" },
                { "Effect": "Allow", "Principal": { "AWS": "{{RoleArn(number)}}" }, "Resource": "*",
                  "Action": ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:DescribeKey", "kms:GenerateDataKey*"] },
                { "Effect": "Allow", "Principal": { "AWS": "{{RoleArn(number)}}" }, "Resource": "*",
                  "Action": ["kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"] }
              ]
            }
            """,
    };
}
