using AtRest.Hosting.Tests.Api.Support;

namespace AtRest.Hosting.Tests.Api.Problems;

/// <summary>What the server needs is broken: the caller learns that, and not how.</summary>
public sealed class FailureTests
{
    [Fact]
    public async Task Inventory_Broken_Is503AndReportsCanStillBeHad()
    {
        await using var server = await ApiServer.StartAsync(Fleet.Settings());
        var things = await Things.MakeAsync(server, Fleet.Acme, Fleet.Payments, Fleet.AcmeKey);
        await File.WriteAllTextAsync(server.InventoryFile, """{ "organizations": [ { "id": "secretive" } ] }""", TestContext.Current.CancellationToken);

        var reply = await server.GetAsync("/api/organizations/acme/clusters", Fleet.AcmeKey);

        reply.ShouldBeProblem(503);
        reply.Body.ShouldNotContain("secretive");
        reply.Body.ShouldNotContain(server.InventoryFile);
        reply.Headers.ShouldContainKey("Retry-After");
        ((int)(await server.GetAsync($"/api/organizations/acme/reports/{things.Report}/json", Fleet.AcmeKey)).Status).ShouldBe(200);
        ((int)(await server.GetAsync("/api/organizations/acme/reports", Fleet.AcmeKey)).Status).ShouldBe(200);
    }

    /// <summary>The error is written once, and then counted.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Failure_OfManyRequests_IsLoggedOnce(bool ofInventory)
    {
        await using var server = await ApiServer.StartAsync(Fleet.Settings());
        await File.WriteAllTextAsync(ofInventory ? server.InventoryFile : server.Data, "broken", TestContext.Current.CancellationToken);
        for (var repeat = 0; repeat < 20; repeat++)
        {
            (await server.GetAsync(ofInventory ? "/api/organizations/acme/clusters" : "/api/organizations/acme/reports", Fleet.AcmeKey)).ShouldBeProblem(503);
        }

        server.Log.Lines.Count(line => line.StartsWith("Error", StringComparison.Ordinal) && line.Contains("   at ", StringComparison.Ordinal)).ShouldBe(1, server.Log.Text);
    }

    [Fact]
    public async Task Storage_Broken_Is503WithoutItsName()
    {
        await using var server = await ApiServer.StartAsync(Fleet.Settings());
        await File.WriteAllTextAsync(server.Data, "a file where the folder should be", TestContext.Current.CancellationToken);

        var reply = await server.GetAsync("/api/organizations/acme/reports", Fleet.AcmeKey);

        reply.ShouldBeProblem(503);
        reply.Body.ShouldNotContain(server.Data);
        server.Log.Text.ShouldContain($"Request {reply.Json.GetProperty("traceId").GetString()} failed");
        reply.Headers.ShouldContainKey("Retry-After");
    }
}
