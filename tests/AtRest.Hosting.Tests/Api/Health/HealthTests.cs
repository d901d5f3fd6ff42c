using AtRest.Hosting.Tests.Api.Support;

namespace AtRest.Hosting.Tests.Api.Health;

public sealed class HealthTests
{
    [Fact]
    public async Task Ready_AllWell_SaysWhatItLookedAt()
    {
        await using var issuer = await TestIssuer.StartAsync();
        await using var server = await ApiServer.StartAsync(Fleet.Settings(issuer));

        // A machine that is busy with other tests may need more than one try.
        var reply = await server.GetAsync("/api/health/ready");
        for (var attempt = 1; attempt < 5 && (int)reply.Status != 200; attempt++)
        {
            await Task.Delay(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
            reply = await server.GetAsync("/api/health/ready");
        }

        ((int)reply.Status).ShouldBe(200, reply.Body);
        reply.Json.GetProperty("status").GetString().ShouldBe("ready");
        reply.Json.GetProperty("checks").EnumerateArray().Select(check => check.GetProperty("name").GetString()).ShouldBe(["blobs", "queue", "inventory", "identityProvider"]);
    }

    [Fact]
    public async Task Ready_StorageIsBroken_Is503WithACauseAndNoName()
    {
        await using var server = await ApiServer.StartAsync(Fleet.Settings());
        await File.WriteAllTextAsync(server.Data, "a file where the folder should be", TestContext.Current.CancellationToken);

        var reply = await server.GetAsync("/api/health/ready");

        reply.ShouldBeProblem(503);
        Cause(reply, "blobs").ShouldNotBeNull();
        Cause(reply, "queue").ShouldNotBeNull();
        Cause(reply, "inventory").ShouldBeNull();
        reply.Body.ShouldNotContain(server.Data);
        ((int)(await server.GetAsync("/api/health/live")).Status).ShouldBe(200);
    }

    [Fact]
    public async Task Ready_InventoryIsBroken_Is503WithACauseAndNothingOfItsText()
    {
        await using var server = await ApiServer.StartAsync(Fleet.Settings());
        await File.WriteAllTextAsync(server.InventoryFile, "{ secretive", TestContext.Current.CancellationToken);

        var reply = await server.GetAsync("/api/health/ready");

        reply.ShouldBeProblem(503);
        Cause(reply, "inventory").ShouldNotBeNull();
        reply.Body.ShouldNotContain("secretive");
    }

    /// <summary>However many ask.</summary>
    [Fact]
    public async Task Ready_AskedOften_LooksOnce()
    {
        await using var server = await ApiServer.StartAsync(Fleet.Settings());
        await File.WriteAllTextAsync(server.InventoryFile, "{", TestContext.Current.CancellationToken);

        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => server.GetAsync("/api/health/ready")));

        server.Log.Text.Split('\n').Count(line => line.Contains("Not ready: inventory", StringComparison.Ordinal)).ShouldBe(1);
    }

    private static string? Cause(Reply reply, string name) => reply.Json.GetProperty("checks").EnumerateArray()
        .Single(check => check.GetProperty("name").GetString() == name).TryGetProperty("cause", out var cause) ? cause.GetString() : null;
}
