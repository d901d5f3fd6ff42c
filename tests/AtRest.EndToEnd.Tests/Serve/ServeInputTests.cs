using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using AtRest.EndToEnd.Tests.Support;

namespace AtRest.EndToEnd.Tests.Serve;

/// <summary>All errors at the start are reported at once, with exit code 3.</summary>
public sealed class ServeInputTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("atrest-serve-").FullName;

    private string InventoryPath => Path.Combine(folder, "inventory.json");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("Choose what to audit")]
    [InlineData("does not exist", "--inventory", "missing.json")]
    [InlineData("--demo has its own inventory", "--demo", "--inventory", "inventory.json")]
    [InlineData("'nowhere' is not a valid address", "--inventory", "inventory.json", "--urls", "nowhere")]
    [InlineData("'http://127.0.0.1:99999' is not a valid address", "--inventory", "inventory.json", "--urls", "http://127.0.0.1:99999")]
    [InlineData("--settings: 'missing.json' cannot be read", "--inventory", "inventory.json", "--settings", "missing.json")]
    [InlineData("AtRest:NightlySchedule", "--inventory", "inventory.json", "--settings", "settings.json")]
    [InlineData("--settings: 'inventory.txt' is not JSON (line 2", "--inventory", "inventory.json", "--settings", "inventory.txt")]
    [InlineData("Kestrel:Certificates:Default", "--inventory", "inventory.json", "--settings", "certificate.json", "--urls", "https://127.0.0.1:0")]
    [InlineData("The data folder", "--inventory", "inventory.json", "--data", "inventory.json/data")]
    public async Task Serve_WithWrongInput_SaysWhatIsWrong(string message, params string[] arguments)
    {
        await File.WriteAllTextAsync(InventoryPath, new Fleet(1).Inventory, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "settings.json"), """{ "AtRest": { "NightlySchedule": "at night" } }""", TestContext.Current.CancellationToken);

        await File.WriteAllTextAsync(Path.Combine(folder, "inventory.txt"), "{\n\"AtRest\": {oops", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            Path.Combine(folder, "certificate.json"),
            JsonSerializer.Serialize(new { Kestrel = new { Certificates = new { Default = new { Path = InventoryPath, Password = "secret" } } } }),
            TestContext.Current.CancellationToken);

        var result = await RunAsync(arguments);

        result.ExitCode.ShouldBe(3, result.ToString());
        result.Error.ShouldContain(message);
    }

    [Fact]
    public async Task Serve_WithABrokenInventory_ReportsEveryError()
    {
        await File.WriteAllTextAsync(InventoryPath, """{ "organizations": [{ "id": "Not An Id", "name": 7 }] }""", TestContext.Current.CancellationToken);

        var result = await RunAsync("--inventory", InventoryPath);

        result.ExitCode.ShouldBe(3, result.ToString());
        result.Error.Split('\n').Count(line => line.Contains("inventory.json:1:", StringComparison.Ordinal)).ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task Serve_OnATakenPort_SaysSo()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        await File.WriteAllTextAsync(InventoryPath, new Fleet(1).Inventory, TestContext.Current.CancellationToken);

        var result = await RunAsync("--inventory", InventoryPath, "--urls", $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");

        result.ExitCode.ShouldBe(3, result.ToString());
        result.Error.ShouldContain("--urls");
    }

    [Fact]
    public async Task Serve_DemoWhoseInventoryCannotBeWritten_SaysSoAndLeavesNothingHalfDone()
    {
        // Instead of a full disk, which a test does not have.
        Directory.CreateDirectory(InventoryPath);

        var result = await RunAsync("--demo", "--data", folder);

        result.ExitCode.ShouldBe(3, result.ToString());
        result.Error.ShouldContain(InventoryPath);
        Directory.GetFileSystemEntries(folder).ShouldBe([InventoryPath]);
    }

    private Task<ProcessResult> RunAsync(params string[] arguments) => AtRestProcess.RunAsync(new CliSettings { WorkingDirectory = folder }, ["serve", .. arguments]);
}
