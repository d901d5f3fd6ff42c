using AtRest.Core.Inventory;

namespace AtRest.Core.Tests.Inventory;

public sealed class SampleInventoryTests
{
    private static readonly InventoryParseResult Result = InventoryParser.Parse(File.ReadAllBytes(Path.Combine(CaseFiles.Repository, "samples", "inventory.json")));

    [Fact]
    public void Sample_Parsed_HasNoErrorsAndNoWarnings() => Result.Errors.Concat(Result.Warnings).ShouldBeEmpty();

    [Fact]
    public void Sample_Parsed_ShowsAllFourTypesInTwoOrganizations()
    {
        Result.Document!.Organizations.Length.ShouldBe(2);
        Result.Document.Organizations.SelectMany(organization => organization.Clusters).Select(cluster => cluster.Encryption.Type).Order()
            .ShouldBe([EncryptionType.Provider, EncryptionType.Software, EncryptionType.Hardware, EncryptionType.External]);
    }
}
