using System.Text.Json.Nodes;
using AtRest.FakeClouds.Tests.Support;

namespace AtRest.FakeClouds.Tests.Hosting;

public sealed class CountingTests
{
    private const string Body = $$"""{"KeyId":"{{Names.Key}}"}""";

    [Fact]
    public async Task Calls_ArrivedAndSuccessful_AreCountedApart()
    {
        await using FakeCloud cloud = await Clouds.StartAsync(Clouds.AtHome().Key(Names.Key).Bucket(Names.Bucket).Faults(faults => faults with { FailEveryNth = 2 }));
        CloudCaller caller = new(cloud);
        await caller.KmsAsync("DescribeKey", Body);
        await caller.KmsAsync("DescribeKey", Body);
        await caller.S3Async($"/{Names.Bucket}?versioning");

        cloud.Calls.ShouldBe(new Dictionary<string, int> { ["kms:DescribeKey"] = 2, ["s3:GetBucketVersioning"] = 1 }, ignoreOrder: true);
        cloud.SuccessfulCalls.ShouldBe(new Dictionary<string, int> { ["kms:DescribeKey"] = 1, ["s3:GetBucketVersioning"] = 1 }, ignoreOrder: true);
        cloud.History[0].ShouldBe(new FakeCall("kms:DescribeKey", Names.Key, Names.Region, Names.Customer, 200));
    }

    [Fact]
    public async Task Reset_Counted_IsForgotten()
    {
        await using FakeCloud cloud = await Clouds.StartAsync(Clouds.AtHome().Key(Names.Key));
        await new CloudCaller(cloud).KmsAsync("DescribeKey", Body);

        cloud.Reset();

        cloud.Calls.ShouldBeEmpty();
        cloud.History.ShouldBeEmpty();
    }

    [Fact]
    public async Task ControlEndpoint_OverHttp_ShowsAndResetsTheCounts()
    {
        await using FakeCloud cloud = await Clouds.StartAsync(Clouds.AtHome().Key(Names.Key));
        using HttpClient http = new() { BaseAddress = cloud.Endpoint };
        await new CloudCaller(cloud).KmsAsync("DescribeKey", Body);

        JsonNode before = JsonNode.Parse(await http.GetStringAsync("/_calls", TestContext.Current.CancellationToken))!;
        await http.PostAsync("/_reset", null, TestContext.Current.CancellationToken);
        JsonNode after = JsonNode.Parse(await http.GetStringAsync("/_calls", TestContext.Current.CancellationToken))!;

        ((int)before["calls"]!["kms:DescribeKey"]!).ShouldBe(1);
        ((int)before["successful"]!["kms:DescribeKey"]!).ShouldBe(1);
        after["calls"]!.AsObject().ShouldBeEmpty();
    }

    [Fact]
    public async Task DisposeAsync_CallsUnderWay_AreDroppedAtOnce()
    {
        FakeCloud cloud = await Clouds.StartAsync(Clouds.AtHome().Key(Names.Key).Faults(faults => faults with { LatencyMs = 600_000 }));
        Task<Answer> answer = new CloudCaller(cloud).KmsAsync("DescribeKey", Body);
        while (cloud.Calls.Count == 0)
        {
            await Task.Yield();
        }

        await cloud.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

        await Should.ThrowAsync<HttpRequestException>(answer);
    }
}
