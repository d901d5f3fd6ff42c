using System.Collections.Concurrent;
using AtRest.Collectors.Tests.Support;
using AtRest.Core.Aws.Evidence;
using AtRest.FakeClouds;
using AtRest.FakeClouds.Aws.S3;
using AtRest.FakeClouds.Scenarios;

namespace AtRest.Collectors.Tests.Aws.Pipeline;

public sealed class BrokenAnswerTests
{
    private const string WebPage = "<!doctype html>\n<html lang=en>\n<title>500 Internal Server Error</title>\n<h1>Internal Server Error</h1>";

    [Theory]
    [InlineData(200, "application/x-amz-json-1.1", "")]
    [InlineData(200, "application/x-amz-json-1.1", "{\"KeyMetadata\": {\"KeyId\": \"1")]
    [InlineData(200, "application/xml", "")]
    [InlineData(200, "application/xml", "<VersioningConfiguration>")]
    [InlineData(400, "text/plain", "Bad Request")]
    [InlineData(404, "text/html", WebPage)]
    [InlineData(500, "text/html", WebPage)]
    [InlineData(502, "text/plain", "")]
    public async Task Collect_FirstAnswerOfEachCallBroken_IsRequestedAgain(int status, string contentType, string body)
    {
        var seen = new ConcurrentDictionary<string, bool>();
        await using var cloud = await FakeCloud.StartAsync(World().Build(), cancellationToken: TestContext.Current.CancellationToken);
        using var proxy = new FaultyProxy(cloud.Endpoint, (path, target) => seen.TryAdd(path + target, true) ? new Bad(status, contentType, body) : null);

        var clouds = (await Collection.CollectAsync(Collection.OptionsFor(proxy.Endpoint), Fleets.Organization(Names.Key)))["acme"];

        var key = clouds.Aws.Keys.Single();
        key.Metadata.Value.ShouldNotBeNull();
        key.Policy.Value.ShouldNotBeNull();
        key.Grants.Value.ShouldNotBeNull();
        key.Rotations.Value.ShouldNotBeNull();
        key.LastUsage.Value.ShouldNotBeNull();
        clouds.Aws.CloudTrail.Single().EventDataStores.Value.ShouldNotBeNull();
        clouds.Aws.CloudTrail.Single().Details.Single().Selectors.Value.ShouldNotBeNull();
        clouds.Aws.LogBuckets.Single().Lifecycle.Value!.Rules.Length.ShouldBe(1);
        clouds.Aws.LogBuckets.Single().Versioning.Value!.Status.ShouldBe("Enabled");
        clouds.Aws.LogBuckets.Single().PublicAccessBlock.Absence!.ErrorCode.ShouldBe("NoSuchPublicAccessBlockConfiguration");
    }

    [Fact]
    public async Task Collect_JsonSentAsText_IsRead()
    {
        const string Trails = """{"trailList": [{"TrailARN": "arn:aws:cloudtrail:eu-central-1:111122223333:trail/x", "Name": "x", "HomeRegion": "eu-central-1"}]}""";
        await using var cloud = await FakeCloud.StartAsync(Worlds.Account().Key(Names.Key).Build(), cancellationToken: TestContext.Current.CancellationToken);
        using var proxy = new FaultyProxy(cloud.Endpoint, (_, target) =>
            target?.EndsWith("DescribeTrails", StringComparison.Ordinal) == true ? new Bad(200, "text/html; charset=utf-8", Trails) : null);

        var clouds = (await Collection.CollectAsync(Collection.OptionsFor(proxy.Endpoint), Fleets.Organization(Names.Key)))["acme"];

        clouds.Aws.CloudTrail.Single().Trails.Value!.Items.Single().Name.ShouldBe("x");
    }

    private static ScenarioBuilder World() => new ScenarioBuilder()
        .Role(Names.Role, Names.ExternalId)
        .Key(Names.Key)
        .Trail(Names.Trail, trail => trail with { Bucket = Names.Bucket })
        .Bucket(Names.Bucket, bucket => bucket with { Versioning = new FakeVersioning(), Lifecycle = [new FakeLifecycleRule { ExpirationDays = 400 }] });
}
