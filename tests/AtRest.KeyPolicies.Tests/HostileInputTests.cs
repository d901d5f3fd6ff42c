using System.Diagnostics;
using System.Text;

namespace AtRest.KeyPolicies.Tests;

/// <summary>Tests input that is made to hang or crash the evaluator. The time limit is generous, since it detects a hang and does not measure speed.</summary>
public sealed class HostileInputTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData("*a", 8_000, "a", 15_000)]
    [InlineData("*?a", 5_000, "a", 15_000)]
    [InlineData("*", 16_000, "a", 15_000)]
    [InlineData("?*", 8_000, "a", 15_000)]
    public void Evaluate_PatternOfManyStars_Terminates(string piece, int pieces, string text, int length)
    {
        var pattern = new StringBuilder().Insert(0, piece, pieces).Append('b').ToString();
        var value = new StringBuilder().Insert(0, text, length).ToString();
        var policy = Requests.Policy(Requests.Statement(rest: $$$""","Condition":{"StringLike":{"a:b":"{{{pattern}}}"}}"""));
        var request = Requests.Create(context: [new("a:b", [value])]);

        Within(() => Requests.Evaluator(policy).Decide(request)).ShouldBe(AccessOutcome.ImplicitDeny);
    }

    [Fact]
    public void Evaluate_LongLiteralBetweenStars_Terminates()
    {
        var policy = Requests.Policy(Requests.Statement(rest: $$$""","Condition":{"StringLike":{"a:b":"*{{{new string('a', 15_000)}}}b*"}}"""));
        var request = Requests.Create(context: [new("a:b", [new string('a', 200_000)])]);

        Within(() => Requests.Evaluator(policy).Decide(request)).ShouldBe(AccessOutcome.ImplicitDeny);
    }

    [Fact]
    public void Evaluate_ThousandsOfActionsAndPrincipals_Terminates()
    {
        var actions = string.Join(",", Enumerable.Range(0, 1_300).Select(i => $"\"kms:*{i}*\""));
        var principals = string.Join(",", Enumerable.Range(0, 1_000).Select(i => $"\"{100_000_000_000 + i}\""));
        var policy = Requests.Policy(Requests.Statement(principal: $$"""{"AWS":[{{principals}}]}""", action: $"[{actions}]"));
        policy.Length.ShouldBeLessThan(PolicyLimits.KeyPolicyBytes);

        Within(() => Requests.Evaluator(policy).Decide(Requests.Create("arn:aws:iam::100000000999:root"))).ShouldBe(AccessOutcome.ImplicitDeny);
    }

    [Fact]
    public void Evaluate_ThousandsOfConditions_Terminates()
    {
        var keys = string.Join(",", Enumerable.Range(0, 1_500).Select(i => $"\"a:{i}\":\"*x*{i}\""));
        var policy = Requests.Policy(Requests.Statement(rest: $$$""","Condition":{"StringNotLike":{{{{keys}}}}}"""));

        Within(() => Requests.Evaluator(policy).Decide(Requests.Create())).ShouldBe(AccessOutcome.Allow);
    }

    [Theory]
    [InlineData("[", "]")]
    [InlineData("{\"Statement\":", "}")]
    [InlineData("{\"a\":[", "]}")]
    public void Parse_NestedTenThousandLevels_ReportsAnError(string open, string close)
    {
        var text = new StringBuilder().Insert(0, open, 10_000).Append('1').Insert(open.Length * 10_000 + 1, close, 10_000).ToString();

        Within(() => KeyPolicy.Parse(text)).Issues.ShouldContain(issue => issue.IsError);
    }

    [Fact]
    public void Parse_TensOfMegabytes_Terminates()
    {
        var text = Requests.Policy(Requests.Statement(action: $"[{string.Join(",", Enumerable.Repeat("\"x\"", 5_000_000))}]"));

        Within(() => KeyPolicy.Parse(text)).Policy.ShouldBeNull();
    }

    private static T Within<T>(Func<T> act)
    {
        var clock = Stopwatch.StartNew();
        var result = act();
        clock.Elapsed.ShouldBeLessThan(Bound);
        return result;
    }
}
