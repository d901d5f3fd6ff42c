using AtRest.Core.Inventory;

namespace AtRest.Core.Tests.Inventory;

public sealed class InventoryCaseTests
{
    public static TheoryData<string> Names => [.. CaseFiles.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Parse_Case_GivesExactlyTheExpectedErrorsAndWarnings(string name)
    {
        var result = InventoryParser.Parse(CaseFiles.Inventory(name));

        var lines = result.Errors.Select(error => $"error: {error}\n").Concat(result.Warnings.Select(warning => $"warning: {warning}\n"));
        string.Concat(lines).ShouldBe(CaseFiles.Expected(name));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Parse_Case_GivesADocumentIfAndOnlyIfThereIsNoError(string name)
    {
        var result = InventoryParser.Parse(CaseFiles.Inventory(name));

        (result.Document is not null).ShouldBe(result.Errors.IsEmpty);
    }
}
