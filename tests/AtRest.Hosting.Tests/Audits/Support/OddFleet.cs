using System.Globalization;
using System.Text.Json.Nodes;
using AtRest.FakeClouds.Aws.CloudTrail;
using AtRest.FakeClouds.Aws.CloudWatchLogs;
using AtRest.FakeClouds.Aws.Kms;
using AtRest.FakeClouds.Aws.S3;
using AtRest.FakeClouds.Camunda;
using AtRest.FakeClouds.Scenarios;

namespace AtRest.Hosting.Tests.Audits.Support;

/// <summary>
/// One organization whose accounts, regions, trails, buckets, log groups, stores and refusals are drawn by lot: keys of a cluster in two regions or two accounts,
/// an organization's trail of a managing account, buckets and groups that several trails share, filters for single keys, stores that are at home where no key is.
/// </summary>
internal sealed class OddFleet(int seed, int clusters)
{
    private const string Managing = "900000000001";
    private static readonly string[] Regions = ["eu-central-1", "eu-west-1", "us-east-1", "ap-southeast-2", "eu-south-1"];
    private static readonly string[] Stores = ["us-west-2", "eu-west-1", "eu-north-1"];
    private static readonly string[] Refusable =
    [
        "cloudtrail:GetEventSelectors", "cloudtrail:GetTrailStatus", "cloudtrail:ListEventDataStores", "cloudtrail:DescribeTrails", "cloudtrail:GetEventDataStore", "s3:GetBucketVersioning", "s3:GetLifecycleConfiguration",
        "logs:DescribeMetricFilters", "logs:TestMetricFilter", "logs:DescribeLogGroups", "cloudwatch:DescribeAlarmsForMetric", "events:ListRules", "events:TestEventPattern", "kms:GetKeyPolicy", "kms:ListGrants",
    ];

    private readonly Random lot = new(seed);

    public (string Inventory, Scenario Scenario) Make()
    {
        string[] accounts = [.. Enumerable.Range(1, 1 + lot.Next(4)).Select(number => $"10000000000{number}")];
        var scenario = new ScenarioBuilder();
        var declared = new JsonArray();
        var reports = new List<FakeCamundaCluster>();
        var keys = new List<string>();
        foreach (var cluster in Enumerable.Range(1, clusters))
        {
            var region = Of(Regions);
            var primary = Key(Of(accounts), region, cluster);
            var backup = Chance(3) ? Of(Regions) : null;
            backup = backup == region ? null : backup;
            var secondary = backup is null ? null : Key(Of(accounts), backup, cluster);
            keys.AddRange(new[] { primary, secondary }.OfType<string>());
            declared.Add(new JsonObject
            {
                ["id"] = Id(cluster),
                ["name"] = $"cluster {cluster}",
                ["provider"] = "aws",
                ["region"] = region,
                ["backupRegion"] = backup,
                ["encryption"] = new JsonObject { ["type"] = "External", ["roleArn"] = "arn:aws:iam::444455556666:role/tenant", ["primaryKeyArn"] = primary, ["secondaryKeyArn"] = secondary },
            });
            reports.Add(new FakeCamundaCluster { Uuid = Id(cluster), Name = $"cluster {cluster}", Region = region, EncryptionType = "External", PrimaryKeyArn = primary });
        }

        foreach (var account in accounts)
        {
            scenario.Role($"arn:aws:iam::{account}:role/AtRestAudit", "made-up");
            AddTrails(scenario, account, accounts, keys);
        }

        AddOrganization(scenario, accounts);
        foreach (var key in keys.Distinct())
        {
            scenario.Key(key, made => made with { Missing = Chance(15), State = Chance(8) ? "Disabled" : "Enabled", Rotation = Chance(2) ? new FakeRotationStatus() : null });
        }

        foreach (var refused in Refusable.Where(_ => Chance(6)))
        {
            scenario.Deny(refused, account: Chance(2) ? Of(accounts) : null);
        }

        scenario.Camunda("CLIENT", Chance(3) ? "ANOTHER" : "SECRET", [.. reports]);
        return (Declaration(accounts, declared).ToJsonString(), scenario.Build());
    }

    private JsonObject Declaration(string[] accounts, JsonArray declared) => new()
    {
        ["organizations"] = new JsonArray(new JsonObject
        {
            ["id"] = "odd",
            ["name"] = "Odd",
            ["camunda"] = new JsonObject { ["clientIdVariable"] = "CLIENT", ["clientSecretVariable"] = "SECRET" },
            ["aws"] = new JsonArray([.. accounts.Append(Managing).Where(account => account != Managing || Chance(2))
                .Select(account => new JsonObject { ["accountId"] = account, ["auditRoleArn"] = $"arn:aws:iam::{account}:role/AtRestAudit", ["externalId"] = "made-up" })]),
            ["clusters"] = declared,
        }),
    };

    private void AddTrails(ScenarioBuilder scenario, string account, string[] accounts, List<string> keys)
    {
        foreach (var region in Regions.Where(_ => Chance(3)))
        {
            var group = $"arn:aws:logs:{region}:{account}:log-group:trail";
            scenario.Trail($"arn:aws:cloudtrail:{region}:{account}:trail/{region}", trail => trail with
            {
                IsMultiRegion = Chance(2),
                Bucket = $"logs-{lot.Next(3)}",
                LogGroupArn = Chance(2) ? $"{group}:*" : null,
                Status = new FakeTrailStatus { IsLogging = !Chance(4) },
                EventSelectors = Chance(2) ? [new FakeEventSelector { ReadWriteType = Of(["All", "WriteOnly"]), ExcludeManagementEventSources = Chance(3) ? ["kms.amazonaws.com"] : [] }] : null,
            });
            scenario.LogGroup(group, log => log with
            {
                MetricFilters = [.. Enumerable.Range(1, lot.Next(4)).Select(filter => new FakeMetricFilter
                {
                    Name = $"filter {filter}",
                    Pattern = Chance(2) ? $"{{ $.eventSource = kms.amazonaws.com && $.resources[0].ARN = \"{Of([.. keys])}\" }}" : "{ $.eventSource = kms.amazonaws.com }",
                    MetricNamespace = "Audit",
                    MetricName = $"metric-{lot.Next(2)}",
                })],
            });
            scenario.Alarm($"arn:aws:cloudwatch:{region}:{account}:alarm:keys", "Audit", $"metric-{lot.Next(2)}", alarm => alarm);
        }

        foreach (var store in Stores.Where(_ => Chance(4)))
        {
            scenario.EventDataStore($"arn:aws:cloudtrail:{store}:{account}:eventdatastore/{account}-{store}", "lake", made => made with { IsMultiRegion = Chance(2), RetentionPeriodInDays = Chance(3) ? 90 : 2557 });
        }

        foreach (var region in Regions.Where(_ => Chance(3)))
        {
            scenario.EventRule($"arn:aws:events:{region}:{account}:rule/keys", Chance(2) ? "{\"source\":[\"aws.kms\"]}" : $"{{\"source\":[\"aws.kms\"],\"resources\":[\"{Of([.. keys])}\"]}}", rule => rule);
        }

        scenario.Bucket($"logs-{Array.IndexOf(accounts, account)}", bucket => bucket with { OwnerAccount = Of([.. accounts, Managing]), Region = Chance(2) ? Of(Regions) : null, Versioning = Chance(2) ? new FakeVersioning() : null });
    }

    private void AddOrganization(ScenarioBuilder scenario, string[] accounts)
    {
        scenario.Role($"arn:aws:iam::{Managing}:role/AtRestAudit", "made-up");
        if (Chance(2))
        {
            scenario.Trail($"arn:aws:cloudtrail:us-east-1:{Managing}:trail/all", trail => trail with { IsOrganization = true, Bucket = "logs-0", MemberAccounts = Chance(2) ? accounts[..1] : null });
        }

        if (Chance(2))
        {
            scenario.EventDataStore($"arn:aws:cloudtrail:us-east-1:{Managing}:eventdatastore/all", "all", made => made with { IsOrganization = true });
        }
    }

    private static string Key(string account, string region, int cluster) => $"arn:aws:kms:{region}:{account}:key/{Id(cluster)}";

    private static string Id(int cluster) => string.Create(CultureInfo.InvariantCulture, $"0a1f6c52-3d0e-4b7a-9000-{cluster:x12}");

    private bool Chance(int oneIn) => lot.Next(oneIn) == 0;

    private T Of<T>(T[] choices) => choices[lot.Next(choices.Length)];
}
