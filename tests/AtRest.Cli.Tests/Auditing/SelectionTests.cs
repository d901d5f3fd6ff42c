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
}
