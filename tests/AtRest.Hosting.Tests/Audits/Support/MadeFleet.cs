using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using AtRest.FakeClouds.Scenarios;

namespace AtRest.Hosting.Tests.Audits.Support;

/// <summary>
/// Organizations with clusters of every type, each organization with its own account, two regions, a trail whose bucket belongs to another account, a
/// watched log group, an event data store that is at home elsewhere, and an API client of Camunda's. Every seventh key is disabled, every eleventh missing.
/// </summary>
internal sealed class MadeFleet(int organizations, int clusters)
{
    private static readonly string[] Regions = ["eu-central-1", "eu-west-1", "us-east-1"];

    public IEnumerable<string> Ids => Enumerable.Range(1, organizations).Select(Id);

    public static string Id(int organization) => string.Create(CultureInfo.InvariantCulture, $"org-{organization:D3}");

    public static string ClusterId(int organization, int cluster) => string.Create(CultureInfo.InvariantCulture, $"0a1f6c52-3d0e-4b7a-{organization:x4}-{cluster:x12}");

    public string Inventory(Func<int, int, bool>? isDeclared = null) => new JsonObject
    {
        ["organizations"] = new JsonArray([.. Enumerable.Range(1, organizations).Select(organization => new JsonObject
        {
            ["id"] = Id(organization),
            ["name"] = $"Organization {organization}",
            ["camunda"] = new JsonObject { ["clientIdVariable"] = $"CLIENT_{organization}", ["clientSecretVariable"] = $"SECRET_{organization}" },
            ["aws"] = new JsonArray(new JsonObject { ["accountId"] = Account(organization), ["auditRoleArn"] = AuditRole(organization), ["externalId"] = "made-up" }),
            ["clusters"] = new JsonArray([.. Enumerable.Range(1, clusters).Where(cluster => isDeclared?.Invoke(organization, cluster) ?? true).Select(cluster => Declare(organization, cluster))]),
        })]),
    }.ToJsonString(new JsonSerializerOptions { WriteIndented = true });

    public Scenario Scenario()
    {
        var scenario = new ScenarioBuilder();
        var (keys, cryptoKeys) = (new List<FakeKey>(), new List<FakeCryptoKey>());
        foreach (var organization in Enumerable.Range(1, organizations))
        {
            var group = $"arn:aws:logs:eu-central-1:{Account(organization)}:log-group:trail";
            scenario.Role(AuditRole(organization), "made-up");
            scenario.Trail($"arn:aws:cloudtrail:eu-central-1:{Account(organization)}:trail/main", trail => trail with { Bucket = $"logs-{organization}", LogGroupArn = $"{group}:*" });
            scenario.Bucket($"logs-{organization}", bucket => bucket with { OwnerAccount = Account(organization % organizations + 1), Versioning = new FakeVersioning() });
            scenario.LogGroup(group, log => log with { MetricFilters = [new FakeMetricFilter { Name = "key changes", Pattern = "{ $.eventSource = kms.amazonaws.com }", MetricNamespace = "Audit", MetricName = "keys" }] });
            scenario.EventDataStore($"arn:aws:cloudtrail:eu-west-1:{Account(organization)}:eventdatastore/lake", "lake");
            scenario.Camunda($"CLIENT_{organization}", $"SECRET_{organization}", [.. Enumerable.Range(1, clusters + 1).Select(cluster => Report(organization, cluster))]);
            keys.AddRange(Enumerable.Range(1, clusters).Where(IsExternal).SelectMany(cluster => KeysOf(organization, cluster)).Select((arn, index) => new FakeKey
            {
                Arn = arn,
                State = index % 7 == 3 ? "Disabled" : "Enabled",
                Missing = index % 11 == 5,
                Rotation = new FakeRotationStatus(),
                LastUsage = new FakeLastUsage { LastUsed = "now-1d" },
            }));
            cryptoKeys.AddRange(Enumerable.Range(1, clusters).Where(cluster => CryptoKey(organization, cluster) is not null)
                .Select(cluster => new FakeCryptoKey { Name = CryptoKey(organization, cluster)!, ProtectionLevel = cluster % 6 == 3 ? "HSM" : "SOFTWARE" }));
        }

        return scenario.Build() with { Keys = keys, CryptoKeys = cryptoKeys };
    }

    private static string Account(int organization) => (100_000_000_000L + organization).ToString(CultureInfo.InvariantCulture);

    private static string AuditRole(int organization) => $"arn:aws:iam::{Account(organization)}:role/AtRestAudit";

    private static bool IsExternal(int cluster) => cluster % 6 is 0 or 1 or 2;

    private static string? CryptoKey(int organization, int cluster) => cluster % 6 is 3 or 4
        ? $"projects/p{organization}/locations/europe-west1/keyRings/ring/cryptoKeys/key-{cluster}"
        : null;

    private static string RegionOf(int cluster) => IsExternal(cluster) ? Regions[cluster % 6] : "europe-west1";

    /// <summary>Every twelfth cluster has two regions, and so ties their clusters together.</summary>
    private static string? BackupRegionOf(int cluster) => cluster % 12 == 6 ? Regions[1] : null;

    private static IEnumerable<string> KeysOf(int organization, int cluster) =>
        new[] { RegionOf(cluster), BackupRegionOf(cluster) }.OfType<string>().Select(region => $"arn:aws:kms:{region}:{Account(organization)}:key/{ClusterId(organization, cluster)}");

    private static string Type(int cluster) => IsExternal(cluster) ? "External" : cluster % 6 == 3 ? "Hardware" : cluster % 6 == 4 ? "Software" : "Provider";

    private static JsonObject Declare(int organization, int cluster)
    {
        var keys = KeysOf(organization, cluster).ToArray();
        return new JsonObject
        {
            ["id"] = ClusterId(organization, cluster),
            ["name"] = $"cluster {cluster}",
            ["provider"] = IsExternal(cluster) ? "aws" : "gcp",
            ["region"] = RegionOf(cluster),
            ["backupRegion"] = IsExternal(cluster) ? BackupRegionOf(cluster) : null,
            ["encryption"] = IsExternal(cluster)
                ? new JsonObject { ["type"] = "External", ["roleArn"] = "arn:aws:iam::444455556666:role/tenant", ["primaryKeyArn"] = keys[0], ["secondaryKeyArn"] = keys.ElementAtOrDefault(1) }
                : CryptoKey(organization, cluster) is { } key ? new JsonObject { ["type"] = Type(cluster), ["cryptoKey"] = key } : new JsonObject { ["type"] = "Provider" },
        };
    }

    /// <summary>Camunda knows one cluster more than is declared.</summary>
    private static FakeCamundaCluster Report(int organization, int cluster) => new()
    {
        Uuid = ClusterId(organization, cluster),
        Name = $"cluster {cluster}",
        Region = RegionOf(cluster),
        EncryptionType = Type(cluster),
        PrimaryKeyArn = IsExternal(cluster) ? KeysOf(organization, cluster).First() : null,
    };
}
