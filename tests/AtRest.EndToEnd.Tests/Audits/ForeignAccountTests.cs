using System.Text.Json.Nodes;
using AtRest.EndToEnd.Tests.Support;
using AtRest.FakeClouds.Aws;
using AtRest.FakeClouds.Scenarios;

namespace AtRest.EndToEnd.Tests.Audits;

/// <summary>A trail of the group's management account, whose role another organization of the inventory declares.</summary>
public sealed class ForeignAccountTests : CloudTest
{
    private const string Owner = "999988887777";
    private const string Role = $"arn:aws:iam::{Owner}:role/AtRestAudit";

    [Theory]
    [InlineData("--organization", "acme")]
    [InlineData("--cluster", "0a1f6c52-3d0e-4b7a-9c11-000000000001")]
    public async Task Audit_Narrowed_UsesTheRolesOfTheWholeInventory(string option, string value)
    {
        var inventory = await ArrangeAsync(GroupTrail(), WithGroup(new Fleet(2).Inventory));

        var result = await AtRestProcess.RunAsync(Settings, "audit", "--inventory", inventory, option, value);

        result.ExitCode.ShouldBe(0, result.ToString());
        Cloud.History.Where(call => call.Operation is "cloudtrail:GetEventSelectors" or "s3:GetLifecycleConfiguration").ShouldContain(call => call.AccountId == Owner);
    }

    [Fact]
    public async Task Audit_WithoutThatRole_IsIndeterminateAndSaysWhoseIsMissing()
    {
        var inventory = await ArrangeAsync(GroupTrail(), new Fleet(1).Inventory);

        var result = await AtRestProcess.RunAsync(Settings, "audit", "--inventory", inventory);

        result.ExitCode.ShouldBe(2, result.ToString());
        result.Output.ShouldContain("TRAIL-2");
        result.Output.ShouldContain(Owner);
    }

    private static Scenario GroupTrail()
    {
        var own = new Fleet(2).Build();
        return own with
        {
            Accounts = [new FakeAccount { AccountId = Owner, Roles = [new FakeRole { Arn = Role }] }],
            Trails = [.. own.Trails.Select(trail => trail with { Arn = trail.Arn.Replace(Fleet.Account, Owner, StringComparison.Ordinal), IsOrganization = true })],
            Buckets = [.. own.Buckets.Select(bucket => bucket with { OwnerAccount = Owner })],
        };
    }

    private static string WithGroup(string inventory)
    {
        var root = JsonNode.Parse(inventory)!;
        root["organizations"]!.AsArray().Add(JsonNode.Parse($$"""{ "id": "group", "name": "Group", "aws": [{ "accountId": "{{Owner}}", "auditRoleArn": "{{Role}}" }], "clusters": [] }"""));
        return root.ToJsonString();
    }
}
