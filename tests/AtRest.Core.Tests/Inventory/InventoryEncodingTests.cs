using System.Text;
using AtRest.Core.Inventory;

namespace AtRest.Core.Tests.Inventory;

public sealed class InventoryEncodingTests
{
    private const string Valid = """{"organizations":[{"id":"a","name":"A","clusters":[{"id":"c","name":"n","provider":"aws","region":"eu-west-1","encryption":{"type":"Provider"}}]}]}""";

    [Fact]
    public void Parse_Utf8ByteOrderMark_IsPassedOver()
    {
        var result = InventoryParser.Parse((byte[])[0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Valid)]);

        result.Errors.ShouldBeEmpty();
    }

    [Fact]
    public void Parse_Utf8ByteOrderMark_DoesNotShiftColumns()
    {
        var result = InventoryParser.Parse((byte[])[0xEF, 0xBB, 0xBF, .. "{ x }"u8]);

        result.Errors.ShouldHaveSingleItem().Column.ShouldBe(3);
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-32")]
    public void Parse_OtherUnicodeEncoding_IsNamed(string encoding)
    {
        var bytes = Encoding.GetEncoding(encoding).GetBytes(Valid);

        Single(bytes).Message.ShouldContain(encoding == "utf-32" ? "binary" : "UTF-16");
        Single([.. Encoding.GetEncoding(encoding).GetPreamble(), .. bytes]).Message.ShouldContain("UTF-16");
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \r\n\t ")]
    public void Parse_NothingButWhiteSpace_IsEmpty(string text) => Single(Encoding.UTF8.GetBytes(text)).Message.ShouldBe("The file is empty.");

    [Fact]
    public void Parse_OnlyAComment_IsOneError() => Single("// nothing"u8.ToArray()).Message.ShouldStartWith("The file is not valid JSON");

    [Fact]
    public void Parse_NulByte_IsBinary() => Single("{\n  \0 }"u8.ToArray()).ShouldSatisfyAllConditions(
        error => error.Message.ShouldContain("binary"),
        error => error.Line.ShouldBe(2),
        error => error.Column.ShouldBe(3));

    [Fact]
    public void Parse_Latin1_NamesTheByteAndItsPlace()
    {
        var error = Single(Encoding.Latin1.GetBytes("{\n \"name\": \"Zürich\" }"));

        error.Message.ShouldContain("0xFC");
        (error.Line, error.Column).ShouldBe((2, 12));
    }

    [Theory]
    [InlineData('[')]
    [InlineData('{')]
    public void Parse_DeepNesting_IsOneError(char bracket)
    {
        var opening = bracket == '[' ? "[" : "{\"a\":";
        var text = string.Concat(Enumerable.Repeat(opening, 1_000_000));

        Single(Encoding.UTF8.GetBytes(text)).Message.ShouldContain("depth of 64");
    }

    private static InventoryError Single(byte[] bytes) => InventoryParser.Parse(bytes).Errors.ShouldHaveSingleItem();
}
