using AtRest.Tests.Shared;
using CsCheck;

namespace AtRest.KeyPolicies.Tests.Properties;

/// <summary>Tests properties of decisions that hold for every policy and every request.</summary>
public sealed class DecisionProperties
{
    private const int Runs = 5_000;

    [Fact]
    public void Decide_WithADenyAdded_NeverGivesMoreAccess() =>
        Gen.Select(Generators.Statements, Generators.Statement, Generators.Request).SampleFixed(
            (statements, added, request) =>
                Access([.. statements, AsEffect(added, "Deny")], request) <= Access(statements, request),
            iter: Runs);

    [Fact]
    public void Decide_WithAnAllowRemoved_NeverGivesMoreAccess() =>
        Gen.Select(Generators.Statements, Generators.Statement, Generators.Request).SampleFixed(
            (statements, removed, request) =>
                Access(statements, request) <= Access([.. statements, AsEffect(removed, "Allow")], request),
            iter: Runs);

    [Fact]
    public void Decide_WithStatementsReversed_IsTheSame() =>
        Gen.Select(Generators.Statements, Generators.Request).SampleFixed(
            (statements, request) => Decide(statements, request) == Decide([.. statements.Reverse()], request),
            iter: Runs);

    [Fact]
    public void Decide_AndEvaluate_Agree() =>
        Gen.Select(Generators.Statements, Generators.Request).SampleFixed(
            (statements, request) =>
            {
                var evaluator = Requests.Evaluator(Requests.Policy(statements));
                var decision = evaluator.Evaluate(request);
                return decision.Outcome == evaluator.Decide(request)
                    && decision.Statements.Length == statements.Length
                    && decision.Statements.All(match => match.Because.Length > 0);
            },
            iter: Runs);

    [Fact]
    public void Parse_WithElementsInAnotherOrder_MeansTheSame() =>
        Gen.Select(Generators.Statements, Generators.Request).SampleFixed(
            (statements, request) => Decide(statements, request) == Decide([.. statements.Select(TurnElements)], request),
            iter: Runs);

    private static string AsEffect(string statement, string effect) =>
        statement.Replace("\"Effect\":\"Allow\"", $"\"Effect\":\"{effect}\"", StringComparison.Ordinal)
            .Replace("\"Effect\":\"Deny\"", $"\"Effect\":\"{effect}\"", StringComparison.Ordinal);

    private static string TurnElements(string statement)
    {
        var elements = System.Text.Json.Nodes.JsonNode.Parse(statement)!.AsObject();
        var turned = new System.Text.Json.Nodes.JsonObject();
        foreach (var (name, value) in elements.Reverse())
        {
            turned[name] = value?.DeepClone();
        }

        return turned.ToJsonString();
    }

    /// <summary>Ranks access. If access is certain, but can be direct or through the account, it counts as access through the account.</summary>
    private static int Access(string[] statements, AccessRequest request)
    {
        var evaluator = Requests.Evaluator(Requests.Policy(statements));
        var outcome = evaluator.Decide(request);
        return (outcome == AccessOutcome.Conditional && evaluator.IsSureAccess(request) ? AccessOutcome.Delegated : outcome).Access();
    }

    private static AccessOutcome Decide(string[] statements, AccessRequest request) =>
        Requests.Evaluator(Requests.Policy(statements)).Decide(request);
}
