using System.Collections.Immutable;
using System.Text.RegularExpressions;
using AtRest.Core.Audits;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Camunda.Evidence;
using AtRest.Core.Google.Evidence;
using AtRest.Core.Rules;
using AtRest.FakeClouds.Scenarios;
using AtRest.Hosting.Tests.Audits.Support;

namespace AtRest.Hosting.Tests.Audits;

/// <summary>An audit in batches says what an audit of everything at once says.</summary>
public sealed partial class BatchedAuditTests
{
    private static readonly Auditor Auditor = new(RuleCatalog.All, new ToolInfo("AtRest", "test"));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Audit_OfTheDemoInBatches_FindsWhatTheWholeFinds()
    {
        await using var scenario = typeof(BatchedAuditTests).Assembly.GetManifestResourceStream("demo.scenario.json")!;
        using var inventory = new StreamReader(typeof(BatchedAuditTests).Assembly.GetManifestResourceStream("demo.inventory.json")!);
        await using var world = await AuditWorld.BeginAsync(await inventory.ReadToEndAsync(Cancellation), await ScenarioReader.ReadAsync(scenario, "demo", Cancellation));
        await CompareAsync(world);
    }

    [Fact]
    public async Task Audit_OfAMadeFleetInBatches_FindsWhatTheWholeFinds()
    {
        await using var world = await AuditWorld.BeginAsync(new MadeFleet(organizations: 3, clusters: 40));
        await CompareAsync(world);
    }

    [Fact]
    public async Task Audit_OfMoreClustersThanABatchHolds_FindsWhatTheWholeFinds()
    {
        await using var world = await AuditWorld.BeginAsync(new MadeFleet(organizations: 1, clusters: 420));
        var plan = await CompareAsync(world);
        plan.ShouldBeGreaterThan(6);
    }

    [Theory]
    [InlineData(1, 12)]
    [InlineData(2, 12)]
    [InlineData(17, 12)]
    [InlineData(29, 12)]
    [InlineData(4, 250)]
    public async Task Audit_OfAnOddFleetInBatches_FindsWhatTheWholeFinds(int seed, int clusters)
    {
        var (inventory, scenario) = new OddFleet(seed, clusters).Make();
        await using var world = await AuditWorld.BeginAsync(inventory, scenario);
        await CompareAsync(world);
    }

    /// <returns>How many batches there were.</returns>
    private static async Task<int> CompareAsync(AuditWorld world)
    {
        await using var server = world.Serve();
        var inventory = await server.Inventory.ReadAsync(Cancellation);
        var orders = inventory.Organizations.Select(organization => AuditWorld.Order(organization.Id)).ToList();
        foreach (var order in orders)
        {
            await server.Audits.StartAsync(order, Cancellation);
        }

        await server.DrainAsync();
        var request = new CollectionRequest { AuditId = orders[0].AuditId, Organizations = inventory.Organizations, KnownAccounts = AuditScope.KnownAccounts(inventory) };
        var whole = await server.Get<IEvidenceCollector>().CollectAsync(request, Cancellation);
        foreach (var order in orders)
        {
            var organization = inventory.Organizations.Single(candidate => candidate.Id == order.OrganizationId);
            var occasion = new AuditOccasion { AuditId = order.AuditId, AuditedAt = order.OrderedAt };
            var expected = AuditScope.Begin(inventory, organization, occasion) with { Clouds = CamundaScope.WithoutOthers(whole[organization.Id], inventory, organization.Id) };
            var entry = await server.OnlyReportAsync(organization.Id);
            ShouldSayTheSame(await server.EvidenceAsync(entry), expected);
        }

        return (await server.BlobNamesAsync("organizations/")).Count(name => name.Contains("/results/", StringComparison.Ordinal));
    }

    private static void ShouldSayTheSame(AuditEvidence evidence, AuditEvidence expected)
    {
        evidence.NotEvaluated.ShouldBeEmpty();
        ShouldBe(Pieces(evidence), Pieces(expected));
        ShouldBe(Lines(evidence), Lines(expected));
    }

    /// <summary>With only what differs in the message: there are thousands.</summary>
    private static void ShouldBe(ImmutableArray<string> lines, ImmutableArray<string> expected)
    {
        ImmutableArray<string> actual = [.. lines.Select(WithoutWhoWasRefused)], whole = [.. expected.Select(WithoutWhoWasRefused)];
        actual.Except(whole).Order(StringComparer.Ordinal).ShouldBe(whole.Except(actual).Order(StringComparer.Ordinal));
        actual.Zip(whole).Where(pair => pair.First != pair.Second).ShouldBeEmpty();
        actual.Length.ShouldBe(whole.Length);
    }

    /// <summary>Where several accounts are refused the same thing, each batch names those that it has asked, in its own order. All of that is true.</summary>
    private static string WithoutWhoWasRefused(string line) => Refusal().Replace(line, "$1");

    [GeneratedRegex("(AWS refused s3:\\S+ on \\S+) for .*", RegexOptions.Singleline)]
    private static partial Regex Refusal();

    /// <summary>Every piece of evidence, in its order.</summary>
    private static ImmutableArray<string> Pieces(AuditEvidence evidence) =>
    [
        .. evidence.Clouds.Aws.Keys.Select(key => $"key {key.KeyArn} {key.Metadata.Sha256}"),
        .. evidence.Clouds.Aws.CloudTrail.Select(entry => $"trails {entry.AccountId} {entry.Region} {entry.Trails.Sha256} {string.Join(' ', entry.Details.Select(trail => trail.TrailArn))}"),
        .. evidence.Clouds.Aws.EventDataStores.Select(entry => $"stores {entry.AccountId} {entry.Region} {entry.List.Sha256}"),
        .. evidence.Clouds.Aws.LogBuckets.Select(bucket => $"bucket {bucket.Bucket} {bucket.Lifecycle.Sha256} {bucket.Lifecycle.Absence?.Cause}"),
        .. evidence.Clouds.Aws.LogGroups.SelectMany(group => group.Matches.Select(match => $"group {match.Resource}").Concat(group.Alarms.Select(alarm => $"alarm {alarm.Resource}")).Prepend($"group {group.LogGroupArn} {group.Filters.Absence?.Cause}")),
        .. evidence.Clouds.Aws.EventBridge.SelectMany(entry => entry.Targets.Select(target => $"target {target.Resource}").Concat(entry.Matches.Select(match => $"match {match.Resource}")).Prepend($"bus {entry.AccountId} {entry.Region} {entry.Rules.Sha256}")),
        .. evidence.Clouds.Google.CryptoKeys.Select(key => $"crypto key {key.Name} {key.Key.Sha256}"),
        $"camunda {evidence.Clouds.Camunda?.Clusters.Sha256}",
    ];

    private static ImmutableArray<string> Lines(AuditEvidence evidence)
    {
        var report = Auditor.Audit(evidence);
        return
        [
            .. report.Clusters.SelectMany(cluster => cluster.Findings.Select(finding => $"{cluster.Cluster.Id} {cluster.Verdict} {finding.RuleId} {finding.Status} {finding.Resource} {finding.Message} {string.Join(' ', finding.Evidence)}")),
            .. report.Evidence.Select(entry => $"{entry.Id} {entry.Source} {entry.Resource} {entry.Outcome} {entry.Detail}"),
        ];
    }
}
