using System.Collections.Immutable;
using AtRest.Core.Audits;
using AtRest.Core.Inventory;

namespace AtRest.Core.Tests.Audits;

public sealed class AuditScopeTests
{
    private static readonly ImmutableArray<Organization> Organizations =
    [
        new() { Id = "acme", Name = "Acme", Clusters = [Cluster("c-1", "prod"), Cluster("c-2", "Prod"), Cluster("c-3", "c-1")] },
        new() { Id = "other", Name = "Other", Clusters = [Cluster("d-1", "TEST"), Cluster("d-2", "test-2"), Cluster("d-3", "Test")] },
    ];

    [Theory]
    [InlineData("c-1", "c-1")]
    [InlineData("C-1", "c-1")]
    [InlineData("prod", "c-1")]
    [InlineData("Prod", "c-2")]
    [InlineData("PROD", "c-1,c-2")]
    [InlineData("test", "d-1,d-3")]
    [InlineData("c-4", "")]
    [InlineData("", "")]
    public void ClustersNamed_ByAPerson_PrefersTheIdAndThenTheExactName(string text, string ids) =>
        string.Join(',', AuditScope.ClustersNamed(Organizations, text).Select(found => found.Cluster.Id)).ShouldBe(ids);

    [Fact]
    public void ClustersNamed_InTheSecondOrganization_NamesIt() => AuditScope.ClustersNamed(Organizations, "d-2").ShouldHaveSingleItem().Organization.Id.ShouldBe("other");

    [Fact]
    public void UnknownClusters_ByAProgram_AreThoseWithoutTheExactId() =>
        AuditScope.UnknownClusters(Organizations[0], ["d-1", "C-1", "c-2", "prod", "d-1"]).ShouldBe(["C-1", "d-1", "prod"]);

    [Fact]
    public void UnknownOrganizations_OfAnInventory_KeepTheirOrder() => AuditScope.UnknownOrganizations(Organizations, ["z", "acme", "Acme"]).ShouldBe(["z", "Acme"]);

    private static Cluster Cluster(string id, string name) =>
        new() { Id = id, Name = name, Provider = null, Region = "eu-west-1", Encryption = new DeclaredEncryption.Provider() };
}
