using System.Text.Json;

namespace AtRest.KeyPolicies.Tests;

/// <summary>Tests each operator with each modifier, for absent, present and unknown keys: <c>Cases/conditions-*.json</c>.</summary>
public sealed class ConditionCaseTests
{
    public static TheoryData<string> Names => [.. CaseFiles.Read("conditions").Select(item => item.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Evaluate_ConditionOfCase_MatchesAsExpected(string name)
    {
        var item = CaseFiles.Find("conditions", name);
        var version = item.TryGetProperty("version", out var given) ? given.GetString() : "2012-10-17";
        var evaluator = Requests.Evaluator(
            $$$"""{"Version":"{{{version}}}","Statement":{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*","Condition":{{{item.GetProperty("condition").GetRawText()}}}}}""");

        Check(evaluator, item, "yes", Ternary.Yes, AccessOutcome.Allow);
        Check(evaluator, item, "no", Ternary.No, AccessOutcome.ImplicitDeny);
        Check(evaluator, item, "unknown", Ternary.Unknown, AccessOutcome.Conditional);
    }

    [Fact]
    public void Cases_Conditions_CiteTheirSource() =>
        CaseFiles.Read("conditions").ShouldAllBe(item => item.File.GetProperty("source").GetString()!.StartsWith("https://", StringComparison.Ordinal));

    [Fact]
    public void Cases_Conditions_CoverEveryComparisonWithEveryModifier()
    {
        var seen = CaseFiles.Read("conditions")
            .SelectMany(item => Requests.Parse(Requests.Policy(Requests.Statement(rest: $",\"Condition\":{item.Case.GetProperty("condition").GetRawText()}"))).Statements)
            .SelectMany(statement => statement.Conditions)
            .Select(condition => condition.Operator)
            .ToHashSet();

        foreach (var comparison in Enum.GetValues<ConditionComparison>())
        {
            seen.ShouldContain(used => used.Comparison == comparison && used.Quantifier == SetQuantifier.None && !used.IfExists, comparison.ToString());
            if (comparison != ConditionComparison.Null)
            {
                seen.ShouldContain(used => used.Comparison == comparison && used.IfExists, comparison.ToString());
            }
        }
    }

    private static void Check(KeyPolicyEvaluator evaluator, JsonElement item, string list, Ternary matches, AccessOutcome outcome)
    {
        foreach (var context in item.TryGetProperty(list, out var contexts) ? contexts.EnumerateArray() : [])
        {
            var request = Requests.FromContext(context);
            var decision = evaluator.Evaluate(request);
            decision.Statements[0].Matches.ShouldBe(matches, $"{context}: {decision.Statements[0].Because}");
            decision.Outcome.ShouldBe(outcome);
            evaluator.Decide(request).ShouldBe(outcome);
        }
    }
}
