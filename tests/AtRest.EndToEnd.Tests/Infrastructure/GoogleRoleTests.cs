using System.Text.Json.Nodes;
using AtRest.EndToEnd.Tests.Support;

namespace AtRest.EndToEnd.Tests.Infrastructure;

/// <summary>The custom role for keys in Google Cloud.</summary>
public sealed class GoogleRoleTests : FullAuditTest
{
    [Fact]
    public async Task Role_Always_MayDoWhatAnAuditDoesAndNothingElse()
    {
        var request = JsonNode.Parse(await File.ReadAllTextAsync(Repository.PathOf("infra", "google", "atrest-auditor.json"), Cancellation))!;

        (await GooglePermissionsOfAnAuditAsync())
            .ShouldBe(request["role"]!["includedPermissions"]!.AsArray().Select(permission => permission!.ToString()), ignoreOrder: true);
    }
}
