using System.Text.Json;
using AtRest.EndToEnd.Tests.Support;
using AtRest.FakeClouds.Scenarios;

namespace AtRest.EndToEnd.Tests.Documentation;

/// <summary>The permissions that the customer is asked for are those that an audit uses: not one less, not one more.</summary>
public sealed class PermissionTests : CloudTest
{
    [Fact]
    public async Task Permissions_Always_AreThoseOfTheCallsOfAnAudit()
    {
        // Rotations by hand are only asked for where there is no automatic rotation.
        var fleet = new Fleet(1, (_, key) => key with { Rotation = new FakeRotationStatus { Enabled = false } }).EventDataStore("lake").WatchedByAlarm();
        var inventory = await ArrangeAsync(fleet);

        var result = await AtRestProcess.RunAsync(Settings, "audit", "--inventory", inventory, "--json");

        result.ExitCode.ShouldBeLessThan(3, result.ToString());
        // AWS answers this one without any permission (https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html).
        Cloud.Calls.Keys.Except(["sts:GetCallerIdentity"]).ShouldBe(await DocumentedAsync(), ignoreOrder: true);
    }

    [Fact]
    public async Task GooglePermissions_Always_AreThoseOfTheCallsOfAnAudit()
    {
        // A version is asked by itself only where the list has no attestation of it.
        var fleet = new GoogleFleet(key => key with { ProtectionLevel = "HSM", Versions = [new FakeCryptoKeyVersion { Attestation = new FakeAttestation { Missing = true } }] });
        var settings = await ArrangeAsync(fleet);

        var result = await AtRestProcess.RunAsync(settings, "audit", "--inventory", InFolder("inventory.json"), "--json");

        result.ExitCode.ShouldBeLessThan(3, result.ToString());
        var page = await File.ReadAllTextAsync(Repository.PathOf("docs", "security.md"), Cancellation);
        var documented = JsonSerializer.Deserialize<string[]>(page.Split("### Google Cloud")[1].Split("```json")[1].Split("```")[0])!;
        Cloud.Calls.Keys.Where(call => call != "oauth2:token").Select(call => call.Replace(':', '.')).ShouldBe(documented, ignoreOrder: true);
    }

    /// <summary>The actions of the first policy of the page.</summary>
    private static async Task<List<string>> DocumentedAsync()
    {
        var page = await File.ReadAllTextAsync(Repository.PathOf("docs", "security.md"), Cancellation);
        using var policy = JsonDocument.Parse(page.Split("```json")[1].Split("```")[0]);
        return [.. policy.RootElement.GetProperty("Statement")[0].GetProperty("Action").EnumerateArray().Select(action => action.GetString()!)];
    }
}
