
namespace AtRest.KeyPolicies.Tests;

/// <summary>Tests the positions and the order of errors and warnings.</summary>
public sealed class ParsingPositionTests
{
    [Theory]
    [InlineData("{\n\n  \"Statement\": [],,\n}", 3, 19)]
    [InlineData("\n{\n  \"Id\": \"x\"\n  \"Statement\": []\n}", 4, 3)]
    [InlineData("{\"Statement\": [] x", 1, 18)]
    [InlineData("\uFEFF{\"Statement\": [] x", 1, 19)]
    [InlineData("\uFEFF{\n\"Statement\": [] x", 2, 17)]
    [InlineData("{\r\n\"Id\": \"Zürich\", x", 2, 17)]
    public void Parse_InvalidJson_ReportsThePosition(string text, int line, int column)
    {
        var issue = KeyPolicy.Parse(text).Issues.Where(issue => issue.IsError).ShouldHaveSingleItem();

        (issue.Line, issue.Column).ShouldBe((line, column), issue.Message);
        issue.Message.ShouldStartWith("This is not JSON that AWS accepts: ");
        issue.Message.ShouldNotContain("LineNumber");
        issue.Message.Length.ShouldBeGreaterThan("This is not JSON that AWS accepts: ".Length);
    }

    [Theory]
    [InlineData("{\n\n\"Id\": 1,\n \"Statement\": [2,\n\n   3]}", "3:7 4:16 6:4")]
    [InlineData("\n\n [\n1]", "3:2")]
    [InlineData("{\"Id\": \"ü\", \"Statement\": 1}", "1:26")]
    [InlineData("{\"Statement\": [{\n\"Effect\": \"allow\",\n\"Principal\": \"*\"}]}", "1:16 1:16 2:11")]
    [InlineData("\uFEFF{\n\"Statement\": 1}", "2:14")]
    [InlineData("\n\u0100{}", "2:1 2:1")]
    [InlineData("{\n\n  \"Statement\": 1,\n}", "3:16 3:17")]
    [InlineData("\uFEFF{ // ü\n \"Statement\": 1 /* , */ , /* x */ }", "1:4 2:15 2:17 2:25 2:27")]
    [InlineData("\n # x\n{}", "2:2")]
    [InlineData("\n\n [{\"Effect\": 1}]", "3:2")]
    [InlineData("\n{\"A\": {\"Statement\": []}}", "2:1")]
    public void Parse_SeveralErrors_AreInTheOrderOfTheText(string text, string places) =>
        string.Join(' ', KeyPolicy.Parse(text).Issues.Select(issue => $"{issue.Line}:{issue.Column}")).ShouldBe(places, string.Join("\n", KeyPolicy.Parse(text).Issues));

    [Fact]
    public void Parse_UnknownOperator_ListsTheOperatorsInOrder() =>
        KeyPolicy.Parse(Requests.Policy(Requests.Statement(rest: ""","Condition":{"X":{}}"""))).Issues[0].Message.ShouldContain("The operators are ArnEquals, ArnLike, ArnNotEquals");
}
