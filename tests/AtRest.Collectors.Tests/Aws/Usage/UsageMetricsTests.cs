using System.Text;
using AtRest.Collectors.Tests.Support;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Evidence;
using AtRest.FakeClouds;
using AtRest.FakeClouds.Aws.CloudWatch;
using AtRest.FakeClouds.Scenarios;

namespace AtRest.Collectors.Tests.Aws.Usage;

/// <summary>CloudWatch's usage metrics of AWS KMS, with every call counted.</summary>
public sealed class UsageMetricsTests
{
    private const string GetMetricData = "cloudwatch:GetMetricData";

    [Fact]
    public async Task Collect_NotAskedFor_MakesNoCall()
    {
        var (slice, calls) = await CollectAsync(World(), isAsked: false, Fleets.Organization(Names.Key));

        slice.UsageMetrics.ShouldBeEmpty();
        calls.ShouldNotContainKey(GetMetricData);
    }

    [Fact]
    public async Task Collect_SeveralKeysOfOnePlace_TakeOneCall()
    {
        var (slice, calls) = await CollectAsync(World(), isAsked: true, Fleets.Organization(Names.Key, Names.SecondKey));

        calls[GetMetricData].ShouldBe(1);
        var entry = slice.UsageMetrics.ShouldHaveSingleItem();
        (entry.AccountId, entry.Region).ShouldBe((Names.Account, Names.Region));
        var counts = entry.Requests.Value.ShouldNotBeNull();
        counts.Items.Select(item => item.Resource).ShouldBe(UsageMetrics.Resources);
        counts.Items.Where(item => item.Requests > 0).ShouldBe([new KmsRequestCount("CryptographicOperationsSymmetric", 30_000), new KmsRequestCount("DescribeKey", 720)]);
        counts.Sum.ShouldBe(30_720);
        (counts.Until - counts.From).ShouldBe(TimeSpan.FromDays(30));
        counts.Until.TimeOfDay.ShouldBe(TimeSpan.Zero);
        entry.Requests.Calls.ShouldBe(1);
        entry.Requests.Sha256.ShouldBe(EvidenceHash.OfValue(counts));
    }

    [Fact]
    public async Task Collect_EachAccountAndRegion_TakesACall()
    {
        var (slice, calls) = await CollectAsync(World().Key(Names.PrimaryKey).Key(Names.ReplicaKey), isAsked: true, Fleets.Organization(Names.PrimaryKey, Names.ReplicaKey));

        calls[GetMetricData].ShouldBe(2);
        slice.UsageMetrics.Select(entry => (entry.Region, entry.Requests.Value!.Sum)).ShouldBe([(Names.Region, 30_720), (Names.BackupRegion, 0)]);
    }

    [Fact]
    public async Task Collect_OrganizationsWithTheSameRole_ShareACall()
    {
        var (_, calls) = await CollectAsync(World(), isAsked: true, Fleets.Named("a", Names.Key), Fleets.Named("b", Names.Key));

        calls[GetMetricData].ShouldBe(1);
    }

    [Fact]
    public async Task Collect_SmallPages_AddsTheirDataPoints()
    {
        var (slice, calls) = await CollectAsync(World().PageSize(7), isAsked: true, Fleets.Organization(Names.Key));

        slice.UsageMetrics.Single().Requests.Value!.Sum.ShouldBe(30_720);
        slice.UsageMetrics.Single().Requests.Calls.ShouldBe(5);
        calls[GetMetricData].ShouldBe(5);
    }

    [Fact]
    public async Task Collect_WithoutThePermission_LosesOnlyThisFigure()
    {
        var (slice, _) = await CollectAsync(World().Deny(GetMetricData), isAsked: true, Fleets.Organization(Names.Key));

        var absence = slice.UsageMetrics.Single().Requests.Absence.ShouldNotBeNull();
        absence.Kind.ShouldBe(AbsenceKind.Denied);
        absence.Remedy.ShouldNotBeNull().ShouldContain(GetMetricData);
        slice.Keys.Single().Policy.Value.ShouldNotBeNull();
        slice.EventBridge.Single().Rules.Value.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("""{"MetricDataResults":[]}""", "every metric")]
    [InlineData("""{}""", "lacks what every response")]
    [InlineData("""{"MetricDataResults":[{}]}""", "lacks what every response")]
    [InlineData("""{"MetricDataResults":[{"Id":"m0","StatusCode":"Forbidden","Values":[]}]}""", "Forbidden")]
    [InlineData("""{"MetricDataResults":[{"Id":"m0","StatusCode":"InternalError","Values":[1]}]}""", "InternalError")]
    [InlineData("""{"MetricDataResults":[{"Id":"m0","StatusCode":"PartialData","Values":[1]}]}""", "PartialData")]
    [InlineData("""{"MetricDataResults":[{"Id":"m0","StatusCode":"Complete","Values":[-1]}]}""", "not a number that a metric can have")]
    [InlineData("""{"MetricDataResults":[{"Id":"m0","StatusCode":"Complete","Values":[1e300]}]}""", "not a number that a metric can have")]
    public async Task Collect_UnusableResponse_HasNoValue(string body, string cause)
    {
        await using var cloud = await FakeCloud.StartAsync(World().Build(), cancellationToken: TestContext.Current.CancellationToken);
        await using var server = new HostileServer(request => request.Operation == "GetMetricData" ? Hostile.Body(Encoding.UTF8.GetBytes(body), type: "application/x-amz-json-1.0") : null, cloud.Endpoint);

        var evidence = await Collection.CollectAsync(Collection.OptionsFor(server.Endpoint) with { UsageMetrics = true }, Fleets.Organization(Names.Key));

        var requests = evidence.Values.Single().Aws.UsageMetrics.Single().Requests;
        requests.Value.ShouldBeNull();
        requests.Absence!.Cause.ShouldContain(cause);
    }

    private static async Task<(AwsSlice Slice, IReadOnlyDictionary<string, int> Calls)> CollectAsync(ScenarioBuilder world, bool isAsked, params Core.Inventory.Organization[] organizations)
    {
        await using var cloud = await FakeCloud.StartAsync(world.Build(), cancellationToken: TestContext.Current.CancellationToken);
        var evidence = await Collection.CollectAsync(Collection.OptionsFor(cloud.Endpoint) with { UsageMetrics = isAsked }, organizations);
        return (evidence.Values.First().Aws, cloud.Calls);
    }

    private static ScenarioBuilder World() => new ScenarioBuilder().Role(Names.Role, Names.ExternalId).Key(Names.Key).Key(Names.SecondKey).Account(Names.Account, account => account with
    {
        KmsRequests = [new FakeKmsRequests { Region = Names.Region, EachDay = 1000 }, new FakeKmsRequests { Region = Names.Region, Resource = "DescribeKey", EachDay = 24 }],
    });
}
