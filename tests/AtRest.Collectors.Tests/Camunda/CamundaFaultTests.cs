using System.Diagnostics;
using AtRest.Collectors.Tests.Support;
using AtRest.Core.Evidence;
using AtRest.FakeClouds.Camunda;
using AtRest.Tests.Shared.Limits;

namespace AtRest.Collectors.Tests.Camunda;

[Trait("Measures", "time")]
public sealed class CamundaFaultTests
{
    private static readonly FakeCamundaCluster Cluster = new() { Uuid = "u-1", Name = "one" };

    [Fact]
    public async Task CollectAsync_EverySecondCallFails_Retries()
    {
        await using var world = await CamundaWorld.StartAsync(CamundaWorld.Of(Cluster).Faults(faults => faults with { FailEveryNth = 2, DropConnections = true, Seed = 3 }));

        var evidence = await world.CollectAsync();

        evidence.Clusters.Value!.Items.ShouldHaveSingleItem();
        evidence.Regions.Value.ShouldNotBeNull();
    }

    [Fact]
    public async Task CollectAsync_HalfOfTheCallsThrottled_Retries()
    {
        await using var world = await CamundaWorld.StartAsync(CamundaWorld.Of(Cluster).Faults(faults => faults with { ThrottleRate = 0.5, Seed = 11 }));

        (await world.CollectAsync()).Clusters.Value!.Items.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData(200, "application/json", """[{"uuid": "u-1", "na""")]
    [InlineData(200, "application/json", "")]
    [InlineData(502, "text/html", "<html>Bad gateway</html>")]
    public async Task CollectAsync_BrokenAnswer_IsRequestedAgain(int status, string type, string body)
    {
        var left = 2;
        FaultyProxy? proxy = null;
        await using var world = await CamundaWorld.StartAsync(CamundaWorld.Of(Cluster), through: cloud =>
            (proxy = new FaultyProxy(cloud, (path, _) => path == "/clusters" && Interlocked.Decrement(ref left) >= 0 ? new Bad(status, type, body) : null)).Endpoint);
        using var listening = proxy!;

        (await world.CollectAsync()).Clusters.Value!.Items.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("""{"message": "no list"}""", "not a list of clusters")]
    [InlineData("null", "not a list of clusters")]
    public async Task CollectAsync_UnexpectedAnswer_IsNotEvidence(string body, string said)
    {
        FaultyProxy? proxy = null;
        await using var world = await CamundaWorld.StartAsync(CamundaWorld.Of(Cluster), through: cloud =>
            (proxy = new FaultyProxy(cloud, (path, _) => path == "/clusters" ? new Bad(200, "application/json", body) : null)).Endpoint);
        using var listening = proxy!;

        var evidence = await world.CollectAsync();

        evidence.Clusters.Absence!.Kind.ShouldBe(AbsenceKind.Failed);
        evidence.Clusters.Absence.Cause.ShouldContain(said);
        evidence.Regions.Value.ShouldNotBeNull();
    }

    [Fact]
    public async Task CollectAsync_OneCallForbidden_TheOtherIsMade()
    {
        await using var world = await CamundaWorld.StartAsync(CamundaWorld.Of(Cluster).Deny("camunda:GetClustersParameters"));

        var evidence = await world.CollectAsync();

        evidence.Clusters.Value.ShouldNotBeNull();
        evidence.Regions.Absence!.Kind.ShouldBe(AbsenceKind.Denied);
        evidence.Regions.Absence.Cause.ShouldContain("GET /clusters/parameters");
        world.Calls("GetClustersParameters").ShouldBe(1);
    }

    [Fact]
    public async Task CollectAsync_EndpointDoesNotAnswer_NamesTheEndpoint()
    {
        await using var world = await CamundaWorld.StartAsync(CamundaWorld.Of(Cluster), through: _ => new Uri("http://127.0.0.1:9/"));

        var absence = (await world.CollectAsync()).Clusters.Absence!;

        absence.Kind.ShouldBe(AbsenceKind.Failed);
        absence.Told().ShouldContain("http://127.0.0.1:9/");
        absence.Told().ShouldContain("CAMUNDA_CONSOLE_BASE_URL");
    }

    [Fact]
    public async Task CollectAsync_Redirect_IsNotFollowed()
    {
        FaultyProxy? proxy = null;
        await using var world = await CamundaWorld.StartAsync(CamundaWorld.Of(Cluster), through: cloud =>
            (proxy = new FaultyProxy(cloud, (path, _) => path == "/clusters" ? new Bad(302, "text/html", "") : null)).Endpoint);
        using var listening = proxy!;

        (await world.CollectAsync()).Clusters.Absence!.Cause.ShouldContain("HTTP 302");
    }

    [Theory]
    [InlineData(60_000, 0.0)]
    [InlineData(0, 1.0)]
    public async Task CollectAsync_Cancelled_StopsAtOnce(int latency, double throttled)
    {
        await using var world = await CamundaWorld.StartAsync(CamundaWorld.Of(Cluster).Faults(faults => faults with { LatencyMs = latency, ThrottleRate = throttled }));
        using var source = new CancellationTokenSource();

        var collecting = world.CollectAsync(source.Token, CamundaWorld.Acme, CamundaWorld.Borealis);
        await Until.TrueAsync("the cloud is called", () => world.Cloud.Calls.Count > 0);
        var watch = Stopwatch.StartNew();
        await source.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(collecting);
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10), "It must stop within two seconds; the rest is for a busy machine.");
    }
}
