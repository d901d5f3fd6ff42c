using System.Text.Json;
using AtRest.EndToEnd.Tests.Support;

namespace AtRest.EndToEnd.Tests.Documentation;

/// <summary>The documented permissions are exactly those that an audit uses.</summary>
public sealed class PermissionTests : FullAuditTest
{
    [Fact]
    public async Task Permissions_Always_AreThoseOfTheCallsOfAnAudit() =>
        (await AwsPermissionsOfAnAuditAsync()).ShouldBe(await DocumentedAsync("## Permissions"), ignoreOrder: true);

    [Fact]
    public async Task OrganizationPermissions_Always_AreThoseOfTheCallsOfAnAudit() =>
        (await OrganizationPermissionsOfAnAuditAsync()).ShouldBe(await DocumentedAsync("### Policies of an AWS organization"), ignoreOrder: true);

    [Fact]
    public async Task GooglePermissions_Always_AreThoseOfTheCallsOfAnAudit()
    {
        var page = await File.ReadAllTextAsync(Repository.PathOf("docs", "security.md"), Cancellation);
        var documented = JsonSerializer.Deserialize<string[]>(page.Split("### Google Cloud")[1].Split("```json")[1].Split("```")[0])!;

        (await GooglePermissionsOfAnAuditAsync()).ShouldBe(documented, ignoreOrder: true);
    }

    /// <summary>The actions of the first policy below a heading of the page.</summary>
    private static async Task<List<string>> DocumentedAsync(string heading)
    {
        var page = await File.ReadAllTextAsync(Repository.PathOf("docs", "security.md"), Cancellation);
        using var policy = JsonDocument.Parse(page.Split(heading + "\n")[1].Split("```json")[1].Split("```")[0]);
        return [.. policy.RootElement.GetProperty("Statement")[0].GetProperty("Action").EnumerateArray().Select(action => action.GetString()!)];
    }
}
