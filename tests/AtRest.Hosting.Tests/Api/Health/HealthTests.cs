using System.Text;
using AtRest.Hosting.Api.Authentication;
using AtRest.Hosting.Tests.Api.Support;
using AtRest.Storage;
using AtRest.Tests.Shared.Limits;
using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Hosting.Tests.Api.Health;

public sealed class HealthTests
{
    [Fact]
    public async Task Ready_AllWell_SaysWhatItLookedAt()
    {
        await using var issuer = await TestIssuer.StartAsync();
        await using var server = await ApiServer.StartAsync(Fleet.Settings(issuer));

        // A machine that is busy with other tests may need more than one try.
        var reply = await Until.SomeAsync("the server is ready", async () => await server.GetAsync("/api/health/ready") is { Status: System.Net.HttpStatusCode.OK } ok ? ok : null);
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

    /// <summary>The names of blobs contain the IDs of organizations, so only operators see them.</summary>
    [Fact]
    public async Task Ready_ABlobIsDamaged_IsDegradedAndNamesItToOperatorsOnly()
    {
        await using var server = await ApiServer.StartAsync(Fleet.Settings());
        await Things.MakeAsync(server, Fleet.Acme, Fleet.Payments, Fleet.AcmeKey);
        var blobs = server.Services.GetRequiredService<IBlobStore>();
        var name = (await blobs.ListAsync(new BlobListing { Prefix = "organizations/acme/index/" }, TestContext.Current.CancellationToken)).Blobs.ShouldHaveSingleItem().Name;
        var good = await WriteAsync(blobs, name, "{");

        (await server.GetAsync("/api/organizations/acme/reports", Fleet.AcmeKey)).Body.ShouldBe("""{"reports":[]}""");
        (await server.GetAsync("/api/organizations/acme/reports", Fleet.AcmeKey)).Body.ShouldBe("""{"reports":[]}""");
        (await server.GetAsync("/api/organizations/acme/reports/latest/json?scope=any", Fleet.AcmeKey)).ShouldBeProblem(404);
        foreach (var key in new[] { null, Fleet.AcmeKey, ApiKey.Create(), Fleet.OperatorKey })
        {
            var reply = await server.GetAsync("/api/health/ready", key);
            ((int)reply.Status).ShouldBe(200, reply.Body);
            reply.Json.GetProperty("status").GetString().ShouldBe("degraded");
            var check = reply.Json.GetProperty("checks").EnumerateArray().Single(check => !check.GetProperty("ok").GetBoolean());
            check.GetProperty("name").GetString().ShouldBe("reports");
            check.GetProperty("cause").GetString().ShouldNotBeNullOrEmpty();
            check.TryGetProperty("blobs", out var named).ShouldBe(key == Fleet.OperatorKey);
            if (key == Fleet.OperatorKey)
            {
                named.EnumerateArray().Select(blob => blob.GetString()).ShouldBe([name]);
            }
            else
            {
                reply.Body.ShouldNotContain("acme");
            }
        }

        server.Log.Text.Split('\n').Count(line => line.StartsWith("Error", StringComparison.Ordinal) && line.Contains(name, StringComparison.Ordinal)).ShouldBe(1);
        await WriteAsync(blobs, name, good);
        await Until.TrueAsync("the restored blob is read again", async () => (await server.GetAsync("/api/health/ready")).Json.GetProperty("status").GetString() == "ready");
    }

    private static async Task<string> WriteAsync(IBlobStore blobs, string name, string text)
    {
        await using var blob = (await blobs.ReadAsync(name, TestContext.Current.CancellationToken)).ShouldNotBeNull();
        var before = await new StreamReader(blob.Content).ReadToEndAsync(TestContext.Current.CancellationToken);
        await blobs.WriteAsync(name, new MemoryStream(Encoding.UTF8.GetBytes(text)), new BlobWrite { Condition = WriteCondition.Any }, TestContext.Current.CancellationToken);
        return before;
    }

    private static string? Cause(Reply reply, string name) => reply.Json.GetProperty("checks").EnumerateArray()
        .Single(check => check.GetProperty("name").GetString() == name).TryGetProperty("cause", out var cause) ? cause.GetString() : null;
}
