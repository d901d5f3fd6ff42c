
namespace AtRest.KeyPolicies.Tests;

/// <summary>
/// Tests the longest text that AWS stores (https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html), the longest text that is parsed,
/// and odd requests.
/// </summary>
public sealed class LimitTests
{
    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void Parse_AroundTheSizeLimit_AcceptsWhatAwsStores(int beyond, bool isPolicy)
    {
        var result = KeyPolicy.Parse(Requests.Policy(Requests.Statement()).PadRight(PolicyLimits.KeyPolicyBytes + beyond));

        (result.Policy is not null).ShouldBe(isPolicy);
        result.Issues.Select(issue => issue.Message.Contains("32768", StringComparison.Ordinal)).ShouldBe(isPolicy ? [] : [true]);
    }

    [Fact]
    public void Parse_NonAsciiCharacters_CountAsTwoBytes() =>
        KeyPolicy.Parse("{\"Id\":\"" + new string('ü', PolicyLimits.KeyPolicyBytes / 2) + "\",\"Statement\":[]}").Policy.ShouldBeNull();

    [Theory]
    [InlineData(0, 2)]
    [InlineData(1, 1)]
    public void Parse_FarBeyondTheLimit_ReportsOnlyTheSize(int beyond, int issues) =>
        KeyPolicy.Parse("{}".PadRight(PolicyLimits.ReadableBytes + beyond)).Issues.Length.ShouldBe(issues);

    [Fact]
    public void Decide_OddRequests_DoNotThrow()
    {
        var evaluator = Requests.Evaluator(Requests.Policy(
            Requests.Statement(rest: ""","Condition":{"IpAddress":{"a:b":"::/0"},"DateLessThan":{"a:b":"2020"},"NumericLessThan":{"a:b":"1"},"BinaryEquals":{"a:b":"QQ=="}}""")));
        foreach (var odd in new[] { "", ":", "::", ":::", "/", "arn:", "arn:::::", "arn:aws:sts::111122223333:assumed-role/", "arn:aws:sts::111122223333:assumed-role//", "-", "+", ".", "-.", "1e", "e1", "1e+", "T", "-T", "2020-", "2020-01-01T", "2020-01-01T00", "2020-01-01T00:00+", "=", "\uD800", "1." })
        {
            _ = evaluator.Evaluate(Requests.Create(odd, odd, [new("a:b", [odd])]));
            _ = evaluator.Evaluate(Requests.Create(odd, $"kms:{odd}", [new("a:b", [])], ["", "*", odd]));
        }
    }
}
