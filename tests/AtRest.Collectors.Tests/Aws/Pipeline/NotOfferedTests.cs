using AtRest.Collectors.Tests.Support;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Evidence;
using AtRest.Core.Google.Evidence;
using AtRest.FakeClouds;
using AtRest.FakeClouds.Scenarios;

namespace AtRest.Collectors.Tests.Aws.Pipeline;

/// <summary>An endpoint that replaces the cloud's own, lacks an operation, and reports that in its own way.</summary>
public sealed class NotOfferedTests
{
    private const string WebPage = "<!doctype html>\n<html lang=en>\n<title>500 Internal Server Error</title>\n<h1>Internal Server Error</h1>";
    private const string Allowed = "did not ask more often than that";

    [Theory]
    [InlineData("TrentService.GetKeyLastUsage", 500, "text/html", WebPage)]
    [InlineData("TrentService.GetKeyLastUsage", 404, "text/html", WebPage)]
    [InlineData("TrentService.GetKeyLastUsage", 400, "text/plain", "no")]
    [InlineData("TrentService.GetKeyLastUsage", 405, "text/plain", "")]
    [InlineData("TrentService.GetKeyLastUsage", 502, "application/json", "{}")]
    [InlineData("TrentService.ListGrants", 500, "text/html", WebPage)]
    public async Task Collect_OnlyForeignErrors_OperationIsGivenUpForTheWholeAudit(string target, int status, string contentType, string body)
    {
        var asked = 0;
        var keys = Fleets.Keys(200);
        await using var cloud = await FakeCloud.StartAsync(Worlds.Account().Keys(keys).Build(), cancellationToken: TestContext.Current.CancellationToken);
        using var proxy = new FaultyProxy(cloud.Endpoint, (_, called) => called == target && Interlocked.Increment(ref asked) > 0 ? new Bad(status, contentType, body) : null);

        var clouds = (await Collection.CollectAsync(Collection.OptionsFor(proxy.Endpoint), Fleets.Organization([.. keys])))["acme"];

        var absences = clouds.Aws.Keys.Select(key => target.EndsWith("ListGrants", StringComparison.Ordinal) ? key.Grants.Absence : key.LastUsage.Absence).Distinct().ToArray();
        absences.Select(absence => (absence?.Kind, absence?.Cause)).Distinct().ShouldHaveSingleItem();
        absences[0]!.Kind.ShouldBe(AbsenceKind.Unsupported);
        absences[0]!.Cause.ShouldContain("does not offer");
        clouds.Aws.Keys.Count(key => key.Policy.Value is null).ShouldBe(0);
        asked.ShouldBe(6, Allowed);
    }

    [Fact]
    public async Task Collect_ForeignErrorsThatEnd_OperationIsRead()
    {
        var asked = 0;
        var keys = Fleets.Keys(50);
        await using var cloud = await FakeCloud.StartAsync(Worlds.Account().Keys(keys).Build(), cancellationToken: TestContext.Current.CancellationToken);
        using var proxy = new FaultyProxy(cloud.Endpoint, (_, called) =>
            called == "TrentService.GetKeyLastUsage" && Interlocked.Increment(ref asked) < 6 ? new Bad(500, "text/html", WebPage) : null);

        var clouds = (await Collection.CollectAsync(Collection.OptionsFor(proxy.Endpoint), Fleets.Organization([.. keys])))["acme"];

        clouds.Aws.Keys.Count(key => key.LastUsage.Value is null).ShouldBe(0);
    }

    [Fact]
    public async Task Collect_ForeignErrorsOfAnOperationThatHasAnswered_AreRetried()
    {
        var asked = 0;
        var keys = Fleets.Keys(20);
        await using var cloud = await FakeCloud.StartAsync(Worlds.Account().Keys(keys).Build(), cancellationToken: TestContext.Current.CancellationToken);
        using var proxy = new FaultyProxy(cloud.Endpoint, (_, called) =>
            called == "TrentService.GetKeyLastUsage" && Interlocked.Increment(ref asked) is > 1 and < 60 ? new Bad(500, "text/html", WebPage) : null);

        var clouds = (await Collection.CollectAsync(Collection.OptionsFor(proxy.Endpoint), Fleets.Organization([.. keys])))["acme"];

        clouds.Aws.Keys.Count(key => key.LastUsage.Value is null).ShouldBe(0);
    }

    [Fact]
    public async Task Collect_WholeServiceGivesForeignErrors_IsFailedAfterTheAttemptsOfOneCall()
    {
        var asked = 0;
        var keys = Fleets.Keys(100);
        await using var cloud = await FakeCloud.StartAsync(Worlds.Account().Keys(keys).Build(), cancellationToken: TestContext.Current.CancellationToken);
        using var proxy = new FaultyProxy(cloud.Endpoint, (_, called) =>
            called == "TrentService.DescribeKey" && Interlocked.Increment(ref asked) > 0 || called?.StartsWith("TrentService.", StringComparison.Ordinal) == true ? new Bad(502, "text/html", WebPage) : null);

        var clouds = (await Collection.CollectAsync(Collection.OptionsFor(proxy.Endpoint), Fleets.Organization([.. keys])))["acme"];

        clouds.Aws.Keys.Select(key => key.Metadata.Absence?.Kind).Distinct().Order().ShouldBe([AbsenceKind.Failed, AbsenceKind.NotAttempted], ignoreOrder: true);
        clouds.Aws.CloudTrail.Single().Trails.Value.ShouldNotBeNull();
        // Four attempts at a time are made at an endpoint that has sent nothing yet.
        asked.ShouldBeInRange(24, 28);
    }

    [Theory]
    [InlineData(500, "text/html", WebPage)]
    [InlineData(404, "application/json", "{\"error\": \"not found\"}")]
    public async Task CollectGoogle_OnlyForeignErrors_MethodIsGivenUpForTheWholeAudit(int status, string contentType, string body)
    {
        var asked = 0;
        string[] keys = [.. Enumerable.Range(1, 60).Select(number => $"{GoogleFleets.Ring}/cryptoKeys/k{number}")];
        var world = keys.Aggregate(new ScenarioBuilder(), (builder, key) => builder.CryptoKey(key));
        await using var cloud = await FakeCloud.StartAsync(world.Build(), cancellationToken: TestContext.Current.CancellationToken);
        using var proxy = new FaultyProxy(cloud.Endpoint, (path, _) =>
            path.Contains("cryptoKeys", StringComparison.Ordinal) && path.Contains(":getIamPolicy", StringComparison.Ordinal) && Interlocked.Increment(ref asked) > 0 ? new Bad(status, contentType, body) : null);

        var found = (await GoogleCollection.CollectAsync(GoogleCollection.OptionsFor(proxy.Endpoint), GoogleFleets.Software("acme", keys)))["acme"].Google.CryptoKeys;

        var absence = found.Select(key => (key.Policy.Absence?.Kind, key.Policy.Absence?.Cause)).Distinct().ShouldHaveSingleItem();
        absence.Kind.ShouldBe(AbsenceKind.Unsupported);
        absence.Cause!.ShouldContain("does not offer");
        found.Count(key => key.Key.Value is null || key.Versions.Value is null).ShouldBe(0);
        asked.ShouldBe(6, Allowed);
    }
}
