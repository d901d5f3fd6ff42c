using System.Text.Json;
using AtRest.EndToEnd.Tests.Support;

namespace AtRest.EndToEnd.Tests.Documentation;

/// <summary>The documented permissions are exactly those that an audit uses.</summary>
public sealed class PermissionTests : FullAuditTest
{
    [Fact]
    public async Task Permissions_WithoutLookups_AreThoseOfTheCallsOfAnAudit() =>
        (await AwsPermissionsOfAnAuditAsync(lookupEvents: 0)).ShouldBe(await DocumentedAsync("## Permissions", policies: 1), ignoreOrder: true);

    [Fact]
    public async Task Permissions_WithLookups_AreThoseOfTheCallsOfAnAudit() =>
        (await AwsPermissionsOfAnAuditAsync(lookupEvents: 50)).ShouldBe(await DocumentedAsync("## Permissions", policies: 2), ignoreOrder: true);

    [Fact]
    public async Task OrganizationPermissions_Always_AreThoseOfTheCallsOfAnAudit() =>
        (await OrganizationPermissionsOfAnAuditAsync()).ShouldBe(await DocumentedAsync("### Policies of an AWS organization", policies: 1), ignoreOrder: true);

    [Fact]
    public async Task GooglePermissions_Always_AreThoseOfTheCallsOfAnAudit()
    {
        var page = await File.ReadAllTextAsync(Repository.PathOf("docs", "security.md"), Cancellation);
        var documented = JsonSerializer.Deserialize<string[]>(page.Split("### Google Cloud")[1].Split("```json")[1].Split("```")[0])!;

        (await GooglePermissionsOfAnAuditAsync()).ShouldBe(documented, ignoreOrder: true);
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
