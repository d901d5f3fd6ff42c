using System.Text.Json;
using AtRest.Cli.Tests.Support;
using AtRest.FakeClouds.Camunda;
using AtRest.FakeClouds.Scenarios;

namespace AtRest.Cli.Tests.Auditing;

/// <summary>Audits that ask Camunda, from the inventory to the report.</summary>
public sealed class CamundaAuditTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Audit_ProviderClusterThatCamundaReports_IsCompliant()
    {
        await using var camunda = await StartAsync(Reported("u-1"));

        var run = await AuditAsync(camunda, Inventory("acme", "u-1"));

        run.ExitCode.ShouldBe(0, run.Error + run.Output);
        var cluster = Clusters(run).ShouldHaveSingleItem();
        cluster.GetProperty("reported").GetProperty("type").GetString().ShouldBe("Provider");
        cluster.GetProperty("reported").GetProperty("region").GetString().ShouldBe("Belgium, Europe (europe-west1)");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Audit_ActivityLog_IsReadOnlyIfAnOptionAsksForIt(bool isAsked)
    {
        await using var camunda = await CamundaCli.StartAsync(new ScenarioBuilder().Camunda("client", "secret", Reported("u-1")).Camunda(camunda => camunda with
        {
            Organizations = [camunda.Organizations[0] with { Activity = [new() { EntityId = "u-1", AuditType = "u", EntityAttribute = "encryption", UserId = "dana@example.com" }] }],
        }));

        var run = await AuditAsync(camunda, Inventory("acme", "u-1"), isAsked ? ["--camunda-activity"] : []);

        run.ExitCode.ShouldBe(0, run.Error + run.Output);
        run.Output.Contains("dana@example.com", StringComparison.Ordinal).ShouldBe(isAsked);
        camunda.Cloud.Calls.GetValueOrDefault("camunda:GetActivity").ShouldBe(isAsked ? 1 : 0);
    }

    [Fact]
    public async Task Audit_ClusterNobodyDeclared_IsReported()
    {
        await using var camunda = await StartAsync(Reported("u-1"), Reported("u-2") with { EncryptionType = "External" });

        var run = await AuditAsync(camunda, Inventory("acme", "u-1"));

        run.ExitCode.ShouldBe(1);
        var cluster = Clusters(run)[0];
        cluster.GetProperty("id").GetString().ShouldBe("u-2");
        cluster.GetProperty("declared").GetRawText().ShouldBe("""{"type":"Undeclared"}""");
    }

    [Fact]
    public async Task Audit_OfOneCluster_DoesNotTakeTheOthersForUndeclared()
    {
        await using var camunda = await StartAsync(Reported("u-1"), Reported("u-2"));

        var run = await AuditAsync(camunda, Inventory("acme", "u-1", "u-2"), "--cluster", "u-1");

        run.ExitCode.ShouldBe(0, run.Error);
        Clusters(run).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Audit_SavedEvidence_GivesTheSameReportsAlsoWhenNarrowed()
    {
        await using var camunda = await StartAsync(Reported("u-1"), Reported("u-2"), Reported("u-3"));
        var saved = Path.Combine(folder.Path, "saved");
        var live = await AuditAsync(camunda, Inventory("acme", "u-1", "u-2"), "--save-evidence", saved);

        var again = await camunda.RunAsync("audit", "--evidence", saved, "--json");
        var narrowed = await camunda.RunAsync("audit", "--evidence", saved, "--json", "--cluster", "u-1");

        again.Output.ShouldBe(live.Output);
        Clusters(live).Count.ShouldBe(3);
        Clusters(narrowed).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Audit_TwoOrganizationsOfOneClient_NeverNameEachOthersClusters()
    {
        await using var camunda = await StartAsync(Reported("u-1"), Reported("u-2"));
        var inventory = Path.Combine(folder.Path, "inventory.json");
        await File.WriteAllTextAsync(inventory, $$"""{"organizations": [{{Organization("acme", "u-1")}}, {{Organization("other", "u-2")}}]}""", TestContext.Current.CancellationToken);

        var run = await camunda.RunAsync("audit", "--inventory", inventory, "--json");

        run.ExitCode.ShouldBe(0, run.Error + run.Output);
        var lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines[0].ShouldNotContain("u-2", Case.Sensitive);
        lines[1].ShouldNotContain("u-1", Case.Sensitive);
        (await camunda.RunAsync("audit", "--inventory", inventory, "--json", "--organization", "acme")).Output.ShouldNotContain("u-2", Case.Sensitive);
    }

    [Fact]
    public async Task Audit_OnATable_ShowsCamundasWordBesideTheDeclaredOne()
    {
        await using var camunda = await StartAsync(Reported("u-1") with { EncryptionType = "Software" }, Reported("u-2"));

        var run = await camunda.RunAsync("audit", "--inventory", await WriteAsync(Inventory("acme", "u-1")));

        run.Output.ShouldContain("Provider (Camunda:");
        run.Output.ShouldContain("undeclared (Camunda:");
    }

    private static FakeCamundaCluster Reported(string uuid) => new() { Uuid = uuid, Name = $"name of {uuid}" };

    private static Task<CamundaCli> StartAsync(params IReadOnlyList<FakeCamundaCluster> clusters) => CamundaCli.StartAsync(new ScenarioBuilder().Camunda("client", "secret", clusters));

    private static string Inventory(string id, params string[] clusters) => $$"""{"organizations": [{{Organization(id, clusters)}}]}""";

    private static string Organization(string id, params string[] clusters) => JsonSerializer.Serialize(new
    {
        id,
        name = id,
        camunda = new { clientIdVariable = "CAMUNDA_CONSOLE_CLIENT_ID", clientSecretVariable = "CAMUNDA_CONSOLE_CLIENT_SECRET" },
        clusters = clusters.Select(cluster => new { id = cluster, name = cluster, provider = "gcp", region = "europe-west1", encryption = new { type = "Provider" } }),
    });

    private async Task<string> WriteAsync(string inventory)
    {
        var path = Path.Combine(folder.Path, "inventory.json");
        await File.WriteAllTextAsync(path, inventory, TestContext.Current.CancellationToken);
        return path;
    }

    private async Task<CliRun> AuditAsync(CamundaCli camunda, string inventory, params string[] options) =>
        await camunda.RunAsync(["audit", "--inventory", await WriteAsync(inventory), "--json", .. options]);

    private static List<JsonElement> Clusters(CliRun run) => [.. JsonDocument.Parse(run.Output).RootElement.GetProperty("clusters").EnumerateArray()];
}
