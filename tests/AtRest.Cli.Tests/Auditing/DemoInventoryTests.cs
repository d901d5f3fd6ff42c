using AtRest.Cli.Demo;
using AtRest.Core.Inventory;

namespace AtRest.Cli.Tests.Auditing;

public sealed class DemoInventoryTests
{
    [Fact]
    public void Parse_InventoryOfTheDemo_CausesNoWarning()
    {
        using var stream = DemoFleet.OpenInventory();
        using var buffer = new MemoryStream();
        stream.CopyTo(buffer);

        var result = InventoryParser.Parse(buffer.ToArray());

        result.Errors.ShouldBeEmpty();
        result.Warnings.ShouldBeEmpty();
    }
}
