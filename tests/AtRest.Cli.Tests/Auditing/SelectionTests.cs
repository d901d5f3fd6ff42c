using AtRest.Cli.Auditing;
using AtRest.Cli.Demo;
using AtRest.Core.Inventory;

namespace AtRest.Cli.Tests.Auditing;

public sealed class SelectionTests
{
    private static readonly InventoryDocument Inventory = DemoFleet.ReadInventory();
    private const string Onboarding = "0a1f6c52-3d0e-4b7a-9c11-5b8e2f7d1002";
    private const string Payments = "0a1f6c52-3d0e-4b7a-9c11-5b8e2f7d1001";

    [Fact]
    public void Of_NothingChosen_IsEverything() =>
        Selection.Of(Inventory.Organizations, new AuditSettings()).ShouldBe(Inventory.Organizations);

    [Fact]
    public void Of_AnOrganization_IsThatOne() =>
        Selection.Of(Inventory.Organizations, new AuditSettings { Organizations = ["borealis"] }).ShouldHaveSingleItem().Id.ShouldBe("borealis");

    [Fact]
    public void Of_ACluster_LeavesOutTheWaiversOfOthers()
    {
        var selected = Selection.Of(Inventory.Organizations, new AuditSettings { Clusters = [Onboarding] }).ShouldHaveSingleItem();

        selected.Clusters.ShouldHaveSingleItem().Name.ShouldBe("onboarding");
        selected.Waivers.ShouldHaveSingleItem().Cluster.ShouldBe(Onboarding);
    }

    [Fact]
    public void Of_AClusterOfAnotherOrganization_IsUnknown() =>
        Should.Throw<InvalidInputException>(() => Selection.Of(Inventory.Organizations, new AuditSettings { Organizations = ["borealis"], Clusters = [Payments] }));

    [Fact]
    public void Of_SeveralUnknownIds_NamesEach()
    {
        var exception = Should.Throw<InvalidInputException>(() => Selection.Of(Inventory.Organizations, new AuditSettings { Organizations = ["x1", "x2"], Clusters = ["x3"] }));

        exception.Errors.Count.ShouldBe(3);
    }

    [Fact]
    public void Of_NoClusterAtAll_IsRefused() =>
        Should.Throw<InvalidInputException>(() => Selection.Of([new Organization { Id = "acme", Name = "Acme" }], new AuditSettings()));

    [Theory]
    [InlineData("payments")]
    [InlineData("PAYMENTS")]
    [InlineData(Payments)]
    [InlineData("0A1F6C52-3D0E-4B7A-9C11-5B8E2F7D1001")]
    public void Of_AUniqueName_IsThatCluster(string text) =>
        Selection.Of(Inventory.Organizations, new AuditSettings { Clusters = [text] }).ShouldHaveSingleItem().Clusters.ShouldHaveSingleItem().Id.ShouldBe(Payments);

    [Fact]
    public void Of_SeveralNamesInOneValue_AreThoseClusters() =>
        Selection.Of(Inventory.Organizations, new AuditSettings { Clusters = [$"payments, {Onboarding}"] }).ShouldHaveSingleItem().Clusters.Select(cluster => cluster.Name).ShouldBe(["payments", "onboarding"], ignoreOrder: true);

    [Fact]
    public void Of_ANameWithAComma_IsThatCluster() =>
        Selection.Of([Twins("a", "x, y"), Twins("b", "z")], new AuditSettings { Clusters = ["x, y"] }).ShouldHaveSingleItem().Id.ShouldBe("a");

    [Fact]
    public void Of_ANameOfTwoClusters_ListsTheirIds()
    {
        Organization[] organizations = [Twins("a", "payments"), Twins("b", "payments")];

        var exception = Should.Throw<InvalidInputException>(() => Selection.Of([.. organizations], new AuditSettings { Clusters = ["payments"] }));

        exception.Errors.ShouldBe(["--cluster: 2 clusters are named 'payments': id-a (organization a), id-b (organization b). Give the ID of the one that you mean."]);
        Selection.Of([.. organizations], new AuditSettings { Clusters = ["payments"], Organizations = ["b"] }).ShouldHaveSingleItem().Id.ShouldBe("b");
        Selection.Of([.. organizations], new AuditSettings { Clusters = ["id-a"] }).ShouldHaveSingleItem().Id.ShouldBe("a");
    }

    [Fact]
    public void Of_TheExactNameOfOneAndAnotherCaseOfAnother_IsTheExactOne() =>
        Selection.Of([Twins("a", "Payments"), Twins("b", "payments")], new AuditSettings { Clusters = ["Payments"] }).ShouldHaveSingleItem().Id.ShouldBe("a");

    [Fact]
    public void Of_AMisspeltName_SuggestsTheName() =>
        Should.Throw<InvalidInputException>(() => Selection.Of(Inventory.Organizations, new AuditSettings { Clusters = ["paymnets"] })).Message.ShouldContain("Did you mean 'payments'?");

    private static Organization Twins(string id, string name) => new()
    {
        Id = id,
        Name = id,
        Clusters = [new Cluster { Id = $"id-{id}", Name = name, Provider = CloudProvider.Aws, Region = "eu-central-1", Encryption = new DeclaredEncryption.Provider() }],
    };
}
