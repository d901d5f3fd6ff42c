using System.Text.Json;
using AtRest.EndToEnd.Tests.Support;

namespace AtRest.EndToEnd.Tests.Documentation;

/// <summary>The documented permissions are exactly those that an audit uses.</summary>
public sealed class PermissionTests : FullAuditTest
{
    [Fact]
    public async Task Permissions_Always_AreThoseOfTheCallsOfAnAudit() =>
        (await AwsPermissionsOfAnAuditAsync()).ShouldBe(await DocumentedAsync(), ignoreOrder: true);

    [Fact]
    public async Task GooglePermissions_Always_AreThoseOfTheCallsOfAnAudit()
    {
        var page = await File.ReadAllTextAsync(Repository.PathOf("docs", "security.md"), Cancellation);
        var documented = JsonSerializer.Deserialize<string[]>(page.Split("### Google Cloud")[1].Split("```json")[1].Split("```")[0])!;

        (await GooglePermissionsOfAnAuditAsync()).ShouldBe(documented, ignoreOrder: true);
    }

    /// <summary>The actions of the first policy of the page.</summary>
    private static async Task<List<string>> DocumentedAsync()
    {
        var page = await File.ReadAllTextAsync(Repository.PathOf("docs", "security.md"), Cancellation);
        using var policy = JsonDocument.Parse(page.Split("```json")[1].Split("```")[0]);
        return [.. policy.RootElement.GetProperty("Statement")[0].GetProperty("Action").EnumerateArray().Select(action => action.GetString()!)];
    }
}
