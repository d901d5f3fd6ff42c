using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace AtRest.EndToEnd.Tests.Infrastructure;

/// <summary>What Azure would be asked to create: every resource, with loops and conditions worked out.</summary>
internal sealed partial class AzurePlan
{
    private const string WebhookKey = "the-key-of-the-webhook-0123456789abcdef";

    private static readonly Dictionary<string, string> RoleNames = new()
    {
        ["2a2b9908-6ea1-4ae2-8e65-a410df84e7d1"] = "Storage Blob Data Reader",
        ["ba92f5b4-2d11-453d-a403-e96b0029c9fe"] = "Storage Blob Data Contributor",
        ["b7e6dc6d-f1e8-4753-8033-0f276bb0955b"] = "Storage Blob Data Owner",
        ["db58b8e5-c6ad-4a2a-8342-4190687cbf4a"] = "Storage Blob Delegator",
        ["974c5e8b-45b9-4653-ba55-5f855dd0fb88"] = "Storage Queue Data Contributor",
        ["3913510d-42f4-4e42-8a64-420c390055eb"] = "Monitoring Metrics Publisher",
        ["4633458b-17de-408a-b874-0445c86b69e6"] = "Key Vault Secrets User",
    };

    private AzurePlan(JsonArray resources) => Resources = [.. resources.Select(resource => resource!.AsObject())];

    public List<JsonObject> Resources { get; }

    public static string Key => WebhookKey;

    public JsonObject App => Single("Microsoft.Web/sites");

    public Dictionary<string, string> Settings => App["properties"]!["siteConfig"]!["appSettings"]!.AsArray().ToDictionary(setting => setting!["name"]!.ToString(), setting => setting!["value"]!.ToString());

    /// <summary>Who has which role on what.</summary>
    public List<RoleOnScope> Roles => [.. Of("Microsoft.Authorization/roleAssignments").Select(Role)];

    public static async Task<AzurePlan> OfAsync(string parameters = "") => new(await Bicep.PlanAsync(parameters, WebhookKey));

    public JsonObject Single(string type) => Of(type).ShouldHaveSingleItem();

    public List<JsonObject> Of(string type) => [.. Resources.Where(resource => resource["type"]!.ToString() == type)];

    /// <summary>Of a type, and below the account of this tag: <c>""</c> AtRest's own, <c>pkg</c>, <c>arc</c>.</summary>
    public List<JsonObject> Of(string type, string account) => [.. Of(type).Where(resource => AccountTag().Match(resource["id"]!.ToString()).Groups["tag"].Value == account)];

    private static RoleOnScope Role(JsonObject assignment)
    {
        var scope = Scope().Match(assignment["id"]!.ToString()).Groups["scope"].Value;
        var account = AccountTag().Match(scope);
        return new RoleOnScope(
            Identity().Match(assignment["properties"]!["principalId"]!.ToString()).Groups["name"].Value,
            RoleNames[assignment["properties"]!["roleDefinitionId"]!.ToString()[^36..]],
            scope,
            account.Groups["tag"].Value);
    }

    [GeneratedRegex(@"/storageAccounts/atrest(?<tag>pkg|arc)?[a-z0-9]+")]
    private static partial Regex AccountTag();

    [GeneratedRegex(@"^\[extensionResourceId\('(?<scope>[^']+)'")]
    private static partial Regex Scope();

    [GeneratedRegex(@"userAssignedIdentities/atrest-[a-z0-9]+-(?<name>identity|package)'")]
    private static partial Regex Identity();
}

/// <summary>A role of an identity.</summary>
/// <param name="Identity"><c>identity</c>: AtRest's; <c>package</c>: the one that packages are deployed with.</param>
/// <param name="Role">The role's name.</param>
/// <param name="Scope">A resource ID.</param>
/// <param name="Account">The tag in the storage account's name; empty for AtRest's own.</param>
internal sealed record RoleOnScope(string Identity, string Role, string Scope, string Account)
{
    /// <summary>The last part of the scope for a container or queue, else the type of the resource.</summary>
    public string On => Scope.Contains("/containers/", StringComparison.Ordinal) || Scope.Contains("/queues/", StringComparison.Ordinal)
        ? Scope[(Scope.LastIndexOf('/') + 1)..]
        : Scope.Split('/')[^2];

    public bool IsOnWholeAccount => On == "storageAccounts";

    public override string ToString() => $"{Identity}: {Role} on {On}";
}
