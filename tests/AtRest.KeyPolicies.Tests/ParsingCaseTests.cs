
namespace AtRest.KeyPolicies.Tests;

/// <summary>Tests the errors and warnings of the parser: <c>Cases/parsing-*.json</c>.</summary>
public sealed class ParsingCaseTests
{
    public static TheoryData<string> Names => [.. CaseFiles.Read("parsing").Select(item => item.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Parse_TextOfCase_HasExactlyTheseIssues(string name)
    {
        var item = CaseFiles.Find("parsing", name);
        var text = item.TryGetProperty("text", out var raw) ? raw.GetString()! : item.GetProperty("policy").GetRawText();

        var result = KeyPolicy.Parse(text);

        var found = result.Issues.Select(issue => $"{(issue.IsError ? "error" : "warning")} {issue.Path}").ToArray();
        var expected = item.GetProperty("issues").EnumerateArray().Select(issue => issue.GetString()!).ToArray();
        found.ShouldBe(expected, string.Join("\n", result.Issues));
        (result.Policy is null).ShouldBe(result.Issues.Any(issue => issue.IsError));
        if (item.TryGetProperty("says", out var says))
        {
            string.Join("\n", result.Issues.Select(issue => issue.Message)).ShouldContain(says.GetString()!);
        }
    }
}
