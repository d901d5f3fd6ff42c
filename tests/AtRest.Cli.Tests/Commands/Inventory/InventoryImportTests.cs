using System.Text.Json.Nodes;
using AtRest.Cli.Tests.Support;
using AtRest.Core.Inventory;
using AtRest.FakeClouds.Camunda;
using AtRest.FakeClouds.Scenarios;

namespace AtRest.Cli.Tests.Commands.Inventory;

public sealed class InventoryImportTests
{
    private const string Key = "arn:aws:kms:eu-central-1:111122223333:key/11111111-aaaa-4aaa-8aaa-111111111111";

    private static readonly FakeCamundaCluster Sandbox = new() { Uuid = "u-1", Name = "sand\"box\n// not a comment" };
    private static readonly FakeCamundaCluster Models = new() { Uuid = "u-2", Name = "models", EncryptionType = "hardware", Region = "europe-west1", BackupRegion = "europe-west3" };
    private static readonly FakeCamundaCluster Payments = new() { Uuid = "u-3", Name = "payments", EncryptionType = "External", PrimaryKeyArn = Key, Region = "eu-central-1" };

    [Fact]
    public async Task Import_NothingToFillIn_IsARightInventory()
    {
        await using var camunda = await StartAsync(Sandbox, Models);

        var run = await camunda.RunAsync("inventory", "import", "--organization", "acme", "--name", "Acme Bank", "--plan", "Enterprise");

        run.ExitCode.ShouldBe(0, run.Error);
        var parsed = Parse(run.Output);
        parsed.Errors.ShouldBeEmpty(run.Output);
        var organization = parsed.Document!.Organizations.ShouldHaveSingleItem();
        (organization.Id, organization.Name, organization.Plan, organization.Camunda!.ClientIdVariable).ShouldBe(("acme", "Acme Bank", "enterprise", "CAMUNDA_CONSOLE_CLIENT_ID"));
        organization.Clusters.Select(cluster => (cluster.Id, cluster.Provider, cluster.Region, cluster.BackupRegion, cluster.Encryption.Type)).ShouldBe(
            [("u-2", CloudProvider.Gcp, "europe-west1", "europe-west3", EncryptionType.Hardware), ("u-1", CloudProvider.Gcp, "europe-west1", null, EncryptionType.Provider)]);
        organization.Clusters[1].Name.ShouldBe(Sandbox.Name);
        run.Output.ShouldNotContain("\"secret\"");
    }

    [Fact]
    public async Task Import_ExternalCluster_LeavesTheRoleAndSaysSo()
    {
        await using var camunda = await StartAsync(Payments, Payments with { Uuid = "u-4", Name = "later", PrimaryKeyArn = null });

        var run = await camunda.RunAsync("inventory", "import");

        run.ExitCode.ShouldBe(0, run.Error);
        Parse(run.Output).Errors.Select(error => error.Path).ShouldBe([
            "$.organizations[0].clusters[0].encryption.roleArn", "$.organizations[0].clusters[0].encryption.primaryKeyArn", "$.organizations[0].clusters[1].encryption.roleArn"]);
        run.Output.ShouldContain("// Fill in the \"Amazon Role ARN\"");
        run.Output.ShouldContain("\"accountId\": \"111122223333\"");
        run.Error.ShouldContain("roleArn of later, payments");
        run.Error.ShouldContain("Fill in the primaryKeyArn");
    }

    [Fact]
    public async Task Import_WhatIsNotUnderstood_IsSaidAndWritten()
    {
        await using var camunda = await StartAsync(
            Sandbox with { EncryptionType = "Quantum", Name = "future" },
            Sandbox with { Uuid = "u-5", Name = "nowhere", Region = "Somewhere\nfar" },
            Sandbox with { Uuid = "u-6", Name = "odd", PrimaryKeyArn = Key },
            Sandbox with { Uuid = "u-7", Replace = (JsonObject)JsonNode.Parse("""{"uuid": null}""")! });

        var run = await camunda.RunAsync("inventory", "import");

        run.ExitCode.ShouldBe(0, run.Error);
        Parse(run.Output).Errors.Select(error => error.Path).ShouldBe([
            "$.organizations[0].clusters[0].encryption.type", "$.organizations[0].clusters[1].provider", "$.organizations[0].clusters[1].region"], ignoreOrder: true);
        run.Error.ShouldContain("'Quantum'");
        run.Error.ShouldContain("nowhere (u-5): Fill in the region");
        run.Error.ShouldContain("which only an External cluster can have");
        run.Error.ShouldContain("1 entry in Camunda's response was omitted, because the uuid is missing");
        run.Output.ShouldContain("Quantum");
    }

    [Fact]
    public async Task Import_ListOfRegionsForbidden_TellsTheProviderFromTheName()
    {
        await using var camunda = await CamundaCli.StartAsync(new ScenarioBuilder().Camunda("client", "secret", Payments with { EncryptionType = "Provider", PrimaryKeyArn = null }).Deny("camunda:GetClustersParameters"));

        var run = await camunda.RunAsync("inventory", "import");

        Parse(run.Output).Document!.Organizations[0].Clusters[0].Provider.ShouldBe(CloudProvider.Aws);
        run.Error.ShouldContain("list of regions could not be read");
    }

    [Fact]
    public async Task Import_FileExists_IsRefusedUnlessForced()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "inventory.json");
        await File.WriteAllTextAsync(file, "precious", TestContext.Current.CancellationToken);
        await using var camunda = await StartAsync(Sandbox);

        var refused = await camunda.RunAsync("inventory", "import", "--output", file);
        var calls = camunda.Cloud.Calls.Count;
        var forced = await camunda.RunAsync("inventory", "import", "--output", file, "--force");

        refused.ExitCode.ShouldBe(3);
        refused.Error.ShouldContain("--force");
        calls.ShouldBe(0);
        forced.ExitCode.ShouldBe(0, forced.Error);
        forced.Output.ShouldBeEmpty();
        Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Import_FolderDoesNotExist_IsSaidBeforeCamundaIsAsked()
    {
        using var folder = new TemporaryFolder();
        await using var camunda = await StartAsync(Sandbox);

        var refused = await camunda.RunAsync("inventory", "import", "--output", Path.Combine(folder.Path, "nowhere", "inventory.json"));

        refused.ExitCode.ShouldBe(3);
        refused.Error.ShouldContain($"the folder '{Path.Combine(folder.Path, "nowhere")}' does not exist");
        camunda.Cloud.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task Import_MissingSettingsOrWrongId_AreAllNamedAtOnce()
    {
        var run = await CliRun.OfAsync("inventory", "import", "--organization", "Acme Bank");

        run.ExitCode.ShouldBe(3);
        run.Error.ShouldContain("CAMUNDA_CONSOLE_CLIENT_ID is not set");
        run.Error.ShouldContain("CAMUNDA_CONSOLE_CLIENT_SECRET is not set");
        run.Error.ShouldContain("--organization: ");
    }

    [Fact]
    public async Task Import_WrongSecret_IsAMatterOfConfiguration()
    {
        await using var camunda = await StartAsync(Sandbox);
        camunda.Variables["CAMUNDA_CONSOLE_CLIENT_SECRET"] = "wr0ng";

        var run = await camunda.RunAsync("inventory", "import");

        run.ExitCode.ShouldBe(3);
        run.Error.ShouldContain("gives no token");
        run.Error.ShouldNotContain("wr0ng");
        run.Output.ShouldBeEmpty();
    }

    private static Task<CamundaCli> StartAsync(params IReadOnlyList<FakeCamundaCluster> clusters) => CamundaCli.StartAsync(new ScenarioBuilder().Camunda("client", "secret", clusters));

    private static InventoryParseResult Parse(string text) => InventoryParser.Parse(System.Text.Encoding.UTF8.GetBytes(text));
}
