using System.Collections.Concurrent;
using System.Diagnostics;
using AtRest.Collectors.Tests.Support;
using AtRest.Core.Evidence;
using AtRest.Core.Google.Evidence;
using AtRest.FakeClouds;
using AtRest.FakeClouds.Google;
using AtRest.FakeClouds.Scenarios;

namespace AtRest.Collectors.Tests.Google;

public sealed class FaultTests
{
    private const string WebPage = "<!doctype html>\n<html lang=en>\n<title>502 Bad Gateway</title>";
    private const string Quota = """{"error": {"code": 429, "message": "Quota exceeded.", "status": "RESOURCE_EXHAUSTED"}}""";
    private const string OldQuota = """{"error": {"code": 403, "message": "Rate Limit Exceeded", "errors": [{"reason": "rateLimitExceeded"}]}}""";

    private static readonly string[] Keys = [.. Enumerable.Range(1, 20).Select(number => $"{GoogleFleets.Ring}/cryptoKeys/k{number}")];

    [Fact]
    public async Task Collect_HalfOfTheCallsThrottled_GetsEverything() => await GetsEverythingAsync(faults => faults with { ThrottleRate = 0.5, Seed = 1 });

    [Fact]
    public async Task Collect_CallsFailAndConnectionsDrop_GetsEverything() => await GetsEverythingAsync(faults => faults with { FailureRate = 0.3, DropConnections = true, Seed = 2 });

    [Theory]
    [InlineData(200, "application/json", "")]
    [InlineData(200, "application/json", "{\"name\": \"projects/p\", \"cryptoKeyVersions\": [{\"na")]
    [InlineData(403, "text/html", WebPage)]
    [InlineData(404, "text/html", WebPage)]
    [InlineData(404, "application/json", "{\"error\": \"not found\"}")]
    [InlineData(429, "application/json", Quota)]
    [InlineData(403, "application/json", OldQuota)]
    [InlineData(502, "text/html", WebPage)]
    public async Task Collect_FirstAnswerOfEachCallBroken_IsRequestedAgain(int status, string contentType, string body)
    {
        var seen = new ConcurrentDictionary<string, bool>();
        FakeIamBinding open = new() { Role = "roles/owner", Members = ["allUsers"] };
        var world = new ScenarioBuilder().CryptoKey(GoogleFleets.Key, fake => fake with { Bindings = [open] }).KeyRing(GoogleFleets.Ring, open);
        await using var cloud = await FakeCloud.StartAsync(world.Build(), cancellationToken: TestContext.Current.CancellationToken);
        using var proxy = new FaultyProxy(cloud.Endpoint, (path, _) => seen.TryAdd(path, true) ? new Bad(status, contentType, body) : null);

        var key = await CollectAsync(proxy.Endpoint);

        key.Key.Value!.Primary!.State.ShouldBe("ENABLED");
        key.Versions.Value!.Items.Length.ShouldBe(1);
        key.Policy.Value!.Items.Single().Members.ShouldBe(["allUsers"]);
        key.KeyRingPolicy.Value!.Items.Single().Members.ShouldBe(["allUsers"]);
    }

    [Fact]
    public async Task Collect_OnlyEmptyObjects_AreAcceptedWhereTheyHaveAMeaning()
    {
        await using var cloud = await FakeCloud.StartAsync(new ScenarioBuilder().CryptoKey(GoogleFleets.Key).Build(), cancellationToken: TestContext.Current.CancellationToken);
        using var proxy = new FaultyProxy(cloud.Endpoint, (path, _) => path.Contains("k/payments", StringComparison.Ordinal) || !path.EndsWith("payments", StringComparison.Ordinal) ? new Bad(200, "application/json", "{}") : null);

        var key = await CollectAsync(proxy.Endpoint);

        key.Key.Value.ShouldNotBeNull();
        key.Versions.Value!.Items.ShouldBeEmpty();
        key.Policy.Value!.Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task Collect_RetryAfter_IsObeyed()
    {
        var seen = 0;
        await using var cloud = await FakeCloud.StartAsync(new ScenarioBuilder().CryptoKey(GoogleFleets.Key).Build(), cancellationToken: TestContext.Current.CancellationToken);
        using var proxy = new FaultyProxy(cloud.Endpoint, (_, _) => Interlocked.Increment(ref seen) == 1 ? new Bad(429, "application/json", Quota) { RetryAfter = "2" } : null);
        var started = Stopwatch.GetTimestamp();

        (await CollectAsync(proxy.Endpoint)).Key.Value.ShouldNotBeNull();

        Stopwatch.GetElapsedTime(started).ShouldBeGreaterThan(TimeSpan.FromSeconds(2));
        cloud.Calls["cloudkms:cryptoKeys.get"].ShouldBe(1);
    }

    [Fact]
    public async Task Collect_RetryAfterBeyondTheLimit_EndsAtOnce()
    {
        await using var cloud = await FakeCloud.StartAsync(new ScenarioBuilder().CryptoKey(GoogleFleets.Key).Build(), cancellationToken: TestContext.Current.CancellationToken);
        using var proxy = new FaultyProxy(cloud.Endpoint, (path, _) => path.EndsWith("payments", StringComparison.Ordinal) ? new Bad(429, "application/json", Quota) { RetryAfter = "3600" } : null);

        var absence = (await CollectAsync(proxy.Endpoint)).Key.Absence!;

        absence.Kind.ShouldBe(AbsenceKind.Failed);
        absence.Cause.ShouldContain("throttled");
        absence.Cause.ShouldContain("Quota exceeded");
    }

    [Fact]
    public async Task Collect_AnswerNeverComesInTime_IsFailed()
    {
        await using var cloud = await FakeCloud.StartAsync(
            new ScenarioBuilder().CryptoKey(GoogleFleets.Key).Faults(faults => faults with { LatencyMs = 60_000 }).Build(), cancellationToken: TestContext.Current.CancellationToken);
        var options = GoogleCollection.OptionsFor(cloud.Endpoint) with { AttemptTimeout = TimeSpan.FromMilliseconds(200) };

        var key = (await GoogleCollection.CollectAsync(options, GoogleFleets.Software("acme", GoogleFleets.Key)))["acme"].Google.CryptoKeys.Single();

        key.Key.Absence!.Cause.ShouldContain("no response in time");
        key.Policy.Absence!.Cause.ShouldContain("was not attempted, because earlier calls received no usable response");
        cloud.Calls["cloudkms:cryptoKeys.get"].ShouldBe(3);
    }

    private static async Task GetsEverythingAsync(Func<FakeFaults, FakeFaults> faults)
    {
        var world = Keys.Aggregate(new ScenarioBuilder().Faults(faults), (builder, key) => builder.CryptoKey(key));

        var keys = (await GoogleCollection.RunAsync(world, GoogleFleets.Software("acme", Keys))).Evidence["acme"].Google.CryptoKeys;

        keys.Count.ShouldBe(Keys.Length);
        keys.ShouldAllBe(key => key.Key.Value != null && key.Versions.Value != null && key.Policy.Value != null && key.KeyRingPolicy.Value != null);
    }

    private static async Task<CryptoKeyEvidence> CollectAsync(Uri endpoint) =>
        (await GoogleCollection.CollectAsync(GoogleCollection.OptionsFor(endpoint), GoogleFleets.Software("acme", GoogleFleets.Key)))["acme"].Google.CryptoKeys.Single();
}
