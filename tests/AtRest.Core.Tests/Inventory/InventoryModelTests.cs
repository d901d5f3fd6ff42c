using AtRest.Core.Aws.Inventory;
using AtRest.Core.Camunda.Inventory;
using AtRest.Core.Inventory;

namespace AtRest.Core.Tests.Inventory;

public sealed class InventoryModelTests
{
    private static readonly Organization Organization = InventoryParser.Parse(CaseFiles.Inventory("valid-all-types-any-case")).Document!.Organizations[0];

    [Fact]
    public void Parse_Organization_CarriesItsOwnProperties() => Organization.ShouldSatisfyAllConditions(
        organization => organization.Id.ShouldBe("acme"),
        organization => organization.Name.ShouldBe("Acme Bank"),
        organization => organization.Plan.ShouldBe("enterprise"),
        organization => organization.Camunda.ShouldBe(new CamundaAccess { ClientIdVariable = "ACME_CLIENT_ID", ClientSecretVariable = "AtRest:Acme:Secret" }));

    [Fact]
    public void Parse_Accounts_CarryRoleAndExternalId() => Organization.Aws.ShouldBe(
    [
        new AwsAccount { AccountId = "111122223333", AuditRoleArn = "arn:aws:iam::111122223333:role/audit/AtRestAudit", ExternalId = "x-1" },
        new AwsAccount { AccountId = "222233334444" },
    ]);

    [Fact]
    public void Parse_Clusters_HaveTheDeclaredTypes() =>
        Organization.Clusters.Select(cluster => cluster.Encryption.Type).ShouldBe([EncryptionType.External, EncryptionType.Hardware, EncryptionType.Software, EncryptionType.Provider]);

    [Fact]
    public void Parse_ExternalCluster_CarriesRoleAndBothKeys() => Organization.Clusters[0].Encryption.ShouldBeOfType<DeclaredEncryption.External>().ShouldSatisfyAllConditions(
        external => external.RoleArn.AccountId.ShouldBe("444455556666"),
        external => external.PrimaryKeyArn.Region.ShouldBe("eu-central-1"),
        external => external.SecondaryKeyArn!.IsMultiRegion.ShouldBeTrue());

    [Fact]
    public void Parse_ClusterPlace_IsCarried() => Organization.Clusters[0].ShouldSatisfyAllConditions(
        cluster => cluster.Stage.ShouldBe("prod"),
        cluster => cluster.Provider.ShouldBe(CloudProvider.Aws),
        cluster => cluster.Region.ShouldBe("eu-central-1"),
        cluster => cluster.BackupRegion.ShouldBe("eu-west-1"));

    [Fact]
    public void Parse_NullForOptional_IsNotDeclared() => Organization.Clusters[3].BackupRegion.ShouldBeNull();

    [Fact]
    public void Parse_Waiver_CarriesItsLastDay() => Organization.Waivers.ShouldHaveSingleItem().Expires.ShouldBe(new DateOnly(2020, 2, 29));
}
