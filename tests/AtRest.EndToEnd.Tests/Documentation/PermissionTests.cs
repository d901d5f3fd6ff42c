using System.Text.Json;
using AtRest.EndToEnd.Tests.Support;

namespace AtRest.EndToEnd.Tests.Documentation;

/// <summary>The documented permissions are exactly those that an audit uses.</summary>
public sealed class PermissionTests : FullAuditTest
{
    [Fact]
    public async Task Permissions_WithoutLookups_AreThoseOfTheCallsOfAnAudit() =>
        (await AwsPermissionsOfAnAuditAsync(withUse: false)).ShouldBe(await DocumentedAsync("## Permissions", policies: 1), ignoreOrder: true);

    [Fact]
    public async Task Permissions_WithLookups_AreThoseOfTheCallsOfAnAudit() =>
        (await AwsPermissionsOfAnAuditAsync(withUse: true)).ShouldBe(await DocumentedAsync("## Permissions", policies: 2), ignoreOrder: true);

    [Fact]
    public async Task OrganizationPermissions_Always_AreThoseOfTheCallsOfAnAudit() =>
        (await OrganizationPermissionsOfAnAuditAsync()).ShouldBe(await DocumentedAsync("### Policies of an AWS organization", policies: 1), ignoreOrder: true);

    [Fact]
    public async Task GooglePermissions_Always_AreThoseOfTheCallsOfAnAudit()
    {
        (await GooglePermissionsOfAnAuditAsync()).ShouldBe(await DocumentedForGoogleAsync(place: 1), ignoreOrder: true);
    }

    [Fact]
    public async Task GooglePermissions_KeyUsage_AreThoseOfTheCallsOfAnAudit() =>
        (await GooglePermissionsOfKeyUsageAsync(exists: false)).Except(await DocumentedForGoogleAsync(place: 1)).ShouldBe(await DocumentedForGoogleAsync(place: 2));

    /// <summary>The permissions of a list below the heading of Google Cloud, counted from 1.</summary>
    private static async Task<string[]> DocumentedForGoogleAsync(int place)
    {
        var page = await File.ReadAllTextAsync(Repository.PathOf("docs", "security.md"), Cancellation);
        return JsonSerializer.Deserialize<string[]>(page.Split("### Google Cloud")[1].Split("```json")[place].Split("```")[0])!;
    }

    /// <summary>The actions of the first policies below a heading of the page.</summary>
    private static async Task<List<string>> DocumentedAsync(string heading, int policies)
    {
        var page = await File.ReadAllTextAsync(Repository.PathOf("docs", "security.md"), Cancellation);
        return [.. page.Split(heading + "\n")[1].Split("```json").Skip(1).Take(policies).SelectMany(block => ActionsOf(block.Split("```")[0]))];
    }

    private static IEnumerable<string> ActionsOf(string text)
    {
        using var policy = JsonDocument.Parse(text);
        return [.. policy.RootElement.GetProperty("Statement")[0].GetProperty("Action").EnumerateArray().Select(action => action.GetString()!)];
    }
}
