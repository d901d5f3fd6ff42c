using System.Text.RegularExpressions;
using AtRest.EndToEnd.Tests.Support;

namespace AtRest.EndToEnd.Tests.Infrastructure;

/// <summary>Least privilege: who may do what, where the package is, and how the archive keeps reports.</summary>
public sealed partial class AzureRightsTests
{
    private const string Containers = "Microsoft.Storage/storageAccounts/blobServices/containers";

    [Fact]
    public async Task Roles_Always_AreTheseForOneContainerOrQueueEach()
    {
        var roles = (await AzurePlan.OfAsync()).Roles;

        roles.Select(role => role.ToString()).ShouldBe(
            [
                "identity: Monitoring Metrics Publisher on components",
                "identity: Key Vault Secrets User on vaults",
                "identity: Storage Blob Data Contributor on atrest",
                "identity: Storage Blob Data Reader on inventory",
                "identity: Storage Blob Data Owner on azure-webjobs-hosts",
                "identity: Storage Blob Data Owner on azure-webjobs-secrets",
                .. Queues().SelectMany(queue => new[] { queue, queue + "-poison" }).Select(queue => $"identity: Storage Queue Data Contributor on {queue}"),
                "package: Storage Blob Data Reader on package",
                "package: Storage Blob Data Contributor on package",
            ],
            ignoreOrder: true);
        roles.ShouldAllBe(role => !role.IsOnWholeAccount);
    }

    /// <summary>A link is signed with a key of the account. The role for that reads and writes nothing, and is there only if it is needed.</summary>
    [Fact]
    public async Task Roles_WithDownloadLinks_AreOneMoreThatWritesNothing()
    {
        var plan = await AzurePlan.OfAsync("param downloadLinks = true");

        plan.Roles.Where(role => role.IsOnWholeAccount).ShouldHaveSingleItem().ToString().ShouldBe("identity: Storage Blob Delegator on storageAccounts");
        plan.Settings["AtRest__Downloads__Links"].ShouldBe("True");
        (await AzurePlan.OfAsync()).Settings["AtRest__Downloads__Links"].ShouldBe("False");
    }

    /// <summary>Created with the account, because no role lets the app create them elsewhere; and each with the poison queue that the host moves failed messages to.</summary>
    [Fact]
    public async Task Queues_Always_AreThoseOfTheCode()
    {
        var plan = await AzurePlan.OfAsync("param queueName = 'audits-of-a-test'");
        var expected = Queues().Select(queue => queue == "atrest-audits" ? "audits-of-a-test" : queue).SelectMany(queue => new[] { queue, queue + "-poison" });

        plan.Of("Microsoft.Storage/storageAccounts/queueServices/queues").Select(queue => queue["name"]!.ToString().Split('/')[^1]).ShouldBe(expected, ignoreOrder: true);
        plan.Settings["AtRest__Audits__Queue"].ShouldBe("audits-of-a-test");
    }

    [Fact]
    public async Task Package_Always_IsWhereTheAppHasNoRole()
    {
        var plan = await AzurePlan.OfAsync();
        var storage = plan.App["properties"]!["functionAppConfig"]!["deployment"]!["storage"]!;

        plan.Of(Containers, "pkg").ShouldHaveSingleItem()["name"]!.ToString().ShouldEndWith("/package");
        plan.Of(Containers, "").Select(container => container["name"]!.ToString().Split('/')[^1]).ShouldBe(["atrest", "inventory", "azure-webjobs-hosts", "azure-webjobs-secrets"], ignoreOrder: true);
        storage["authentication"]!["userAssignedIdentityResourceId"]!.ToString().ShouldEndWith("-package");
        storage["value"]!.ToString().ShouldContain(".outputs.containerUri.value");
        plan.Roles.Where(role => role.Account == "pkg").ShouldAllBe(role => role.Identity == "package");
        plan.Roles.Where(role => role.Identity == "package").ShouldAllBe(role => role.Account == "pkg");
        // What AtRest and the host ask tokens for is its own identity.
        plan.Settings["AZURE_CLIENT_ID"].ShouldContain("-identity'");
        plan.Settings["AzureWebJobsStorage__clientId"].ShouldContain("-identity'");
    }

    [Fact]
    public async Task Package_WhenSealed_CanOnlyBeRead()
    {
        var plan = await AzurePlan.OfAsync("param packageWritable = false");

        plan.Roles.Where(role => role.Account == "pkg").ShouldHaveSingleItem().ToString().ShouldBe("package: Storage Blob Data Reader on package");
    }

    /// <summary>One number of days: until then AtRest keeps its reports, and nobody can change the copies; after that both go.</summary>
    [Theory]
    [InlineData("", 400)]
    [InlineData("param reportDays = 30", 30)]
    public async Task Archive_Always_KeepsReportsAsLongAsAtRestDoes(string parameters, int days)
    {
        var plan = await AzurePlan.OfAsync(parameters);
        var policy = plan.Single(Containers + "/immutabilityPolicies");
        var actions = Rule(plan, "arc")["actions"]!;

        plan.Settings["AtRest__Retention__Reports"].ShouldBe($"{days}");
        policy["properties"]!["immutabilityPeriodSinceCreationInDays"]!.GetValue<int>().ShouldBe(days);
        policy["properties"]!["allowProtectedAppendWrites"]!.GetValue<bool>().ShouldBeFalse();
        plan.Of(Containers, "arc").ShouldHaveSingleItem()["properties"]!["immutableStorageWithVersioning"]!["enabled"]!.GetValue<bool>().ShouldBeTrue();
        policy["id"]!.ToString().ShouldStartWith(plan.Of(Containers, "arc")[0]["id"]!.ToString());
        actions["baseBlob"]!["delete"]!["daysAfterCreationGreaterThan"]!.GetValue<int>().ShouldBe(days);
        actions["version"]!["delete"]!["daysAfterCreationGreaterThan"]!.GetValue<int>().ShouldBe(days);
    }

    /// <summary>So that no identity, the app's included, can reach the copies.</summary>
    [Fact]
    public async Task Archive_Always_IsFilledByAzureAndGivesNoRole()
    {
        var plan = await AzurePlan.OfAsync();
        var policies = plan.Of("Microsoft.Storage/storageAccounts/objectReplicationPolicies");
        var archive = plan.Of("Microsoft.Storage/storageAccounts", "arc").ShouldHaveSingleItem()["id"]!.ToString();

        plan.Roles.ShouldAllBe(role => role.Account != "arc");
        // One policy on either account, with the same content; Azure chooses the IDs on the archive's.
        policies.Count.ShouldBe(2);
        foreach (var rule in policies.Select(policy => policy["properties"]!["rules"]!.AsArray().ShouldHaveSingleItem()!))
        {
            rule["sourceContainer"]!.ToString().ShouldContain(".outputs.container.value");
            rule["destinationContainer"]!.ToString().ShouldBe("reports");
            rule["filters"]!["prefixMatch"]!.AsArray().ShouldHaveSingleItem()!.ToString().ShouldBe(OrganizationsPrefix());
        }

        policies.ShouldAllBe(policy => policy["properties"]!["destinationAccount"]!.ToString() == archive);
        policies.Single(policy => policy["id"]!.ToString().StartsWith(archive, StringComparison.Ordinal))["name"]!.ToString().ShouldEndWith("/default");
        policies.Single(policy => !policy["id"]!.ToString().StartsWith(archive, StringComparison.Ordinal))["properties"]!["rules"]![0]!["ruleId"]!.ToString().ShouldContain(".rules[0].ruleId");
    }

    [Fact]
    public async Task Archive_WhenItIsNotWanted_IsNotMade()
    {
        var plan = await AzurePlan.OfAsync("param archiveReports = false");

        plan.Of("Microsoft.Storage/storageAccounts").Count.ShouldBe(2);
        plan.Of("Microsoft.Storage/storageAccounts/objectReplicationPolicies").ShouldBeEmpty();
    }

    /// <summary>The right to delete versions comes with Storage Blob Data Owner alone, which the app has on the host's containers only.</summary>
    [Fact]
    public async Task Blobs_Always_HaveVersionsThatTheAppCannotDelete()
    {
        var plan = await AzurePlan.OfAsync("param undeleteDays = 21");
        var services = plan.Of("Microsoft.Storage/storageAccounts/blobServices");

        services.Count.ShouldBe(3);
        services.ShouldAllBe(service => service["properties"]!["isVersioningEnabled"]!.GetValue<bool>() && service["properties"]!["deleteRetentionPolicy"]!["days"]!.GetValue<int>() == 21);
        Rule(plan, "")["actions"]!["version"]!["delete"]!["daysAfterCreationGreaterThan"]!.GetValue<int>().ShouldBe(21);
        Rule(plan, "")["actions"]!["baseBlob"].ShouldBeNull();
        plan.Of("Microsoft.Storage/storageAccounts/blobServices", "").ShouldHaveSingleItem()["properties"]!["changeFeed"]!["enabled"]!.GetValue<bool>().ShouldBeTrue();
        plan.Roles.Where(role => role.Role == "Storage Blob Data Owner").ShouldAllBe(role => role.On.StartsWith("azure-webjobs-", StringComparison.Ordinal));
    }

    /// <summary>Every role of the template is in the document's table, in a line with what it is on.</summary>
    [Fact]
    public async Task Document_Always_HasEveryRole()
    {
        var lines = (await File.ReadAllLinesAsync(Repository.PathOf("docs", "deploy.md"), TestContext.Current.CancellationToken)).Where(line => line.StartsWith("| ", StringComparison.Ordinal)).ToList();

        foreach (var role in (await AzurePlan.OfAsync("param downloadLinks = true")).Roles)
        {
            var on = role.On switch { "components" => "Application Insights", "vaults" => "key vault", "storageAccounts" => "storage account", var name => $"`{name.Replace("-poison", "", StringComparison.Ordinal)}`" };
            lines.ShouldContain(line => line.Contains(role.Role, StringComparison.Ordinal) && line.Contains(on, StringComparison.Ordinal), role.ToString());
        }
    }

    private static System.Text.Json.Nodes.JsonNode Rule(AzurePlan plan, string account) =>
        plan.Of("Microsoft.Storage/storageAccounts/managementPolicies", account).ShouldHaveSingleItem()["properties"]!["policy"]!["rules"]!.AsArray().ShouldHaveSingleItem()!["definition"]!;

    /// <summary>The queues that the code names: what a message type is sent by, and the default of the audits'.</summary>
    private static string[] Queues()
    {
        string[] queues = [.. Repository.SourceFiles("*.cs").Where(path => path.Contains("AtRest.Hosting", StringComparison.Ordinal) && !path.Contains("Tests", StringComparison.Ordinal))
            .SelectMany(path => QueueName().Matches(File.ReadAllText(path)).Select(match => match.Groups["name"].Value)).Distinct()];
        queues.Length.ShouldBe(3);
        return queues;
    }

    private static string OrganizationsPrefix() => Prefix().Match(File.ReadAllText(Repository.PathOf("src", "AtRest.Hosting", "StoragePaths.cs"))).Groups["prefix"].Value;

    [GeneratedRegex("Queue[A-Za-z]*\\b[^\"\\n]*\"(?<name>atrest-[a-z-]+)\"")]
    private static partial Regex QueueName();

    [GeneratedRegex("\\$\"(?<prefix>[a-z]+/)\\{organizationId\\}")]
    private static partial Regex Prefix();
}
