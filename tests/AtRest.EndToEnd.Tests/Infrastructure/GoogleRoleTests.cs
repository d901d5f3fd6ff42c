using System.Text.Json.Nodes;
using AtRest.EndToEnd.Tests.Support;

namespace AtRest.EndToEnd.Tests.Infrastructure;

/// <summary>The custom role for keys in Google Cloud.</summary>
public sealed class GoogleRoleTests : FullAuditTest
{
    [Fact]
    public async Task Role_Always_MayDoWhatAnAuditDoesAndNothingElse()
    {
        (await GooglePermissionsOfAnAuditAsync()).ShouldBe(await PermissionsOfAsync("atrest-auditor.json"), ignoreOrder: true);
    }

    [Fact]
    public async Task Role_KeyUsage_NeedsNoOtherPermissionForAKeyThatExists() =>
        (await GooglePermissionsOfKeyUsageAsync(exists: true)).Except(await PermissionsOfAsync("atrest-auditor.json")).ShouldBeEmpty();

    [Fact]
    public async Task UsageRole_Always_MayDoWhatAnAuditDoesForAKeyThatDoesNotExist() =>
        (await GooglePermissionsOfKeyUsageAsync(exists: false)).Except(await PermissionsOfAsync("atrest-auditor.json"))
            .ShouldBe(await PermissionsOfAsync("atrest-auditor-usage.json"));

    private static async Task<IEnumerable<string>> PermissionsOfAsync(string role)
    {
        var request = JsonNode.Parse(await File.ReadAllTextAsync(Repository.PathOf("infra", "google", role), Cancellation))!;
        return request["role"]!["includedPermissions"]!.AsArray().Select(permission => permission!.ToString());
    }
}
