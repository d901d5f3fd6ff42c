using System.Text;
using AtRest.Core.Inventory;

namespace AtRest.Core.Tests.Inventory;

public sealed class InventoryLimitTests
{
    [Fact]
    public void Parse_MillionsOfValues_IsOneError()
    {
        var bytes = Encoding.UTF8.GetBytes($"[{string.Join(",", Enumerable.Repeat("1", 1_200_000))}]");

        InventoryParser.Parse(bytes).Errors.ShouldHaveSingleItem().Message.ShouldContain("more than 1000000 values");
    }

    [Fact]
    public void Parse_MoreBytesThanAllowed_IsOneError() =>
        InventoryParser.Parse(new byte[InventoryParser.MaxBytes + 1]).Errors.ShouldHaveSingleItem().Message.ShouldContain("64 MiB");

    [Fact]
    public void Parse_EndlessErrors_SaysHowManyAreNotShown()
    {
        var bytes = Encoding.UTF8.GetBytes($"{{\"organizations\":[{string.Join(",", Enumerable.Repeat("1", 30_000))}]}}");

        InventoryParser.Parse(bytes).Errors[^1].Message.ShouldBe("There are 20000 more errors, which are not shown.");
    }
}
