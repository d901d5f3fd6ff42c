using System.Text.Json.Nodes;
using AtRest.Collectors.Tests.Support;
using AtRest.Core.Camunda.Evidence;
using AtRest.Core.Evidence;
using AtRest.FakeClouds.Scenarios;

namespace AtRest.Collectors.Tests.Camunda;

public sealed class ClusterEvidenceTests
{
    private static readonly FakeCamundaCluster Right = new()
    {
        Uuid = "u-1",
        Name = "payments",
        Region = "eu-central-1",
        BackupRegion = "eu-west-1",
        EncryptionType = "External",
        PrimaryKeyArn = Names.Key,
        SecondaryKeyArn = Names.SecondKey,
        Created = "2026-01-15T10:00:00Z",
    };

    [Fact]
    public async Task CollectAsync_Cluster_IsReadInFull()
    {
        await using var world = await CamundaWorld.StartAsync(CamundaWorld.Of(Right));

        var evidence = await world.CollectAsync();

        var cluster = evidence.Clusters.Value!.Items.ShouldHaveSingleItem();
        cluster.ShouldSatisfyAllConditions(
            found => (found.Uuid, found.Name, found.Status).ShouldBe(("u-1", "payments", "Healthy")),
            found => found.Created.ShouldBe(new DateTimeOffset(2026, 1, 15, 10, 0, 0, TimeSpan.Zero)),
            found => found.Region!.Name.ShouldBe("Frankfurt, Europe (eu-central-1)"),
            found => found.BackupRegion!.Name.ShouldBe("Ireland, Europe (eu-west-1)"),
            found => found.Encryption.ShouldBe(new CamundaEncryption { Type = "External", Status = "Ready", PrimaryKeyArn = Names.Key, SecondaryKeyArn = Names.SecondKey }));
        CamundaRegionReading.CloudOf(CamundaRegionReading.Find(evidence.Regions.Value!, cluster.Region)!.Provider).ShouldBe(AtRest.Core.Inventory.CloudProvider.Aws);
        evidence.Clusters.ShouldSatisfyAllConditions(
            read => read.Source.ShouldBe("camunda:GET /clusters"),
            read => read.Resource.ShouldBe(world.Cloud.Endpoint.ToString().TrimEnd('/')),
            read => read.Sha256.ShouldBe(EvidenceHash.OfValue(read.Value!)));
    }

    [Fact]
    public async Task CollectAsync_Always_NamesTheApiClientThatRead()
    {
        await using var world = await CamundaWorld.StartAsync(CamundaWorld.Of(Right));

        var reader = (await world.CollectCloudsAsync()).Readers.ShouldHaveSingleItem();

        (reader.Cloud, reader.Account, reader.Detail).ShouldBe(("camunda", world.Cloud.Endpoint.ToString().TrimEnd('/'), null));
        reader.Identity.ShouldNotBeNullOrEmpty();
        reader.Source.ShouldStartWith("the API client that ");
    }

    [Fact]
    public async Task CollectAsync_WordsOfTheFuture_AreCarried()
    {
        await using var world = await CamundaWorld.StartAsync(CamundaWorld.Of(Right with { EncryptionType = "Quantum", EncryptionStatus = "Entangled", Status = "Dreaming" }));

        var cluster = (await world.CollectAsync()).Clusters.Value!.Items.Single();

        (cluster.Encryption!.Type, cluster.Encryption.Status, cluster.Status).ShouldBe(("Quantum", "Entangled", "Dreaming"));
    }

    [Fact]
    public async Task CollectAsync_MalformedMembers_CostNoOtherCluster()
    {
        await using var world = await CamundaWorld.StartAsync(CamundaWorld.Of(
            Odd("a", """{"name": 7, "region": "here", "backupRegion": null, "status": null, "encryption": null, "created": "yesterday", "planType": []}"""),
            Odd("b", """{"encryption": {"type": 3, "status": {"x": 1}, "primaryKeyArn": null, "secondaryKeyArn": ""}, "region": {"uuid": null, "name": null}}"""),
            Odd("c", """{"encryption": "Software", "name": null}"""),
            Odd("d", """{"uuid": null}"""),
            Right));

        var items = (await world.CollectAsync()).Clusters.Value!.Items;

        items.Select(cluster => cluster.Uuid).ShouldBe(["", "a", "b", "c", "u-1"]);
        items.Single(cluster => cluster.Uuid == "a").ShouldSatisfyAllConditions(
            cluster => cluster.Name.ShouldBe("7"), cluster => cluster.Region.ShouldBeNull(), cluster => cluster.Encryption.ShouldBeNull(), cluster => cluster.Created.ShouldBeNull());
        items.Single(cluster => cluster.Uuid == "b").Encryption.ShouldBe(new CamundaEncryption { Type = "3", Status = """{"x":1}""" });
        items.Single(cluster => cluster.Uuid == "c").Encryption.ShouldBeNull();
        items[^1].Encryption!.Type.ShouldBe("External");
    }

    [Fact]
    public async Task CollectAsync_FiveThousandClusters_AreReadInOneCallAndSorted()
    {
        await using var world = await CamundaWorld.StartAsync(CamundaWorld.Of([.. Enumerable.Range(1, 5000).Reverse().Select(number => Right with { Uuid = $"u-{number:d5}", Name = $"cluster {number}" })]));

        var items = (await world.CollectAsync()).Clusters.Value!.Items;

        items.Length.ShouldBe(5000);
        items.Select(cluster => cluster.Uuid).ShouldBe(items.Select(cluster => cluster.Uuid).Order(StringComparer.Ordinal));
        world.Calls("GetClusters").ShouldBe(1);
    }

    [Fact]
    public async Task CollectAsync_SameEntryTwice_IsOneAndAContradictionStaysTwo()
    {
        await using var world = await CamundaWorld.StartAsync(CamundaWorld.Of(Right, Right, Right with { Uuid = "u-2" }, Right with { Uuid = "u-2", EncryptionType = "Provider" }));

        (await world.CollectAsync()).Clusters.Value!.Items.Select(cluster => cluster.Uuid).ShouldBe(["u-1", "u-2", "u-2"]);
    }

    [Fact]
    public async Task CollectAsync_NoAccessDeclared_AsksNothing()
    {
        await using var world = await CamundaWorld.StartAsync(CamundaWorld.Of(Right));

        (await world.CollectAsync(TestContext.Current.CancellationToken, CamundaWorld.Acme with { Camunda = null }))["acme"].ShouldBeNull();

        world.Cloud.Calls.ShouldBeEmpty();
    }

    private static FakeCamundaCluster Odd(string uuid, string replace) => Right with { Uuid = uuid, Replace = (JsonObject)JsonNode.Parse(replace)! };
}
