using AtRest.Cli.Commands.Importing;
using AtRest.Core.Camunda.Evidence;

namespace AtRest.Cli.Tests.Commands.Inventory;

public sealed class ImportedClusterTests
{
    private static readonly CamundaCluster Cluster = new() { Uuid = "u-1", Name = "payments", Region = new CamundaName("r-1", "Frankfurt (eu-central-1)"), Encryption = new CamundaEncryption { Type = "Software" } };

    [Fact]
    public void Of_CloudThatAtRestDoesNotKnow_IsLeftOpenAndNamed()
    {
        var imported = ImportedCluster.Of(Cluster, new CamundaRegions([new CamundaRegion("r-1", Provider: "Azure")]));

        imported.Provider.ShouldBeEmpty();
        imported.Remarks.ShouldHaveSingleItem().ShouldContain("'Azure', which this version of AtRest does not know");
    }

    [Fact]
    public void Of_NoCloudNamed_IsThatOfTheRegion() => ImportedCluster.Of(Cluster, new CamundaRegions([new CamundaRegion("r-1")])).Provider.ShouldBe("aws");
}
