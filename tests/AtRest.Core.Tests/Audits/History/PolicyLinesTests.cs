using AtRest.Core.Audits.History;

namespace AtRest.Core.Tests.Audits.History;

public sealed class PolicyLinesTests
{
    [Theory]
    [InlineData("""{"Version":"1","Statement":[]}""", """{ "Statement": [ ], "Version": "1" }""")]
    [InlineData("""{"a":"A"}""", """{"a":"\u0041"}""")]
    [InlineData("no JSON\r\n", "no JSON\n")]
    public void Difference_OnlyWrittenDifferently_IsEmpty(string before, string after) => PolicyLines.Difference(before, after).ShouldBe("");

    [Theory]
    [InlineData("""{"a":1}""", """{"a":1.0}""")]
    [InlineData("""{"a":["x","y"]}""", """{"a":["y","x"]}""")]
    [InlineData("""{"a":1,"a":2}""", """{"a":2,"a":1}""")]
    [InlineData("{", "{}")]
    [InlineData("\"\\ud800\"", "\"\"")]
    public void Difference_SaysSomethingElse_IsShown(string before, string after) => PolicyLines.Difference(before, after).ShouldNotBeNullOrEmpty();

    [Fact]
    public void Difference_FarApart_LeavesOutWhatIsEqual()
    {
        static string Policy(string first, string last) => $"[{first},{string.Join(',', Enumerable.Range(10, 30))},{last}]";

        PolicyLines.Difference(Policy("1", "2"), Policy("3", "4"))!.Split('\n').ShouldBe(
            [" [", "-  1,", "+  3,", "   10,", "   11,", "   12,", "  …", "   37,", "   38,", "   39,", "-  2", "+  4", " ]"]);
    }

    [Fact]
    public void Difference_OfWhollyDifferentPolicies_IsBounded()
    {
        var before = $"[{string.Join(',', Enumerable.Range(0, 8_000))}]";
        var after = $"[{string.Join(',', Enumerable.Range(10_000, 8_000))}]";

        var difference = PolicyLines.Difference(before, after)!;

        difference.Split('\n').Length.ShouldBeLessThan(510);
        difference.ShouldContain("the difference continues");
    }

    [Fact]
    public void Difference_OfLongLines_IsBounded() =>
        PolicyLines.Difference($"\"{new string('a', 30_000)}\"", $"\"{new string('b', 30_000)}\"")!.Length.ShouldBeLessThan(5_000);

    [Fact]
    public void Difference_OfATextThatIsNotAPolicy_IsNotMade() => PolicyLines.Difference(new string('a', 300_000), "{}").ShouldBeNull();
}
