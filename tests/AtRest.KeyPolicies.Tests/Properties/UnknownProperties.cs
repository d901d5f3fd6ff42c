using System.Collections.Frozen;
using AtRest.Tests.Shared;
using CsCheck;

namespace AtRest.KeyPolicies.Tests.Properties;

/// <summary>Tests that a decision for unknown keys is valid if the keys are absent, and for every value.</summary>
public sealed class UnknownProperties
{
    private static readonly Gen<string[][]> Resolution = Generators.Value.Array[0, 2].Array[Generators.Keys.Length];

    [Fact]
    public void Evaluate_WithUnknownKeysResolved_AgreesWithTheFirstAnswer() =>
        Gen.Select(Generators.Statements, Generators.Request, Resolution).SampleFixed(
            (statements, request, values) =>
            {
                var evaluator = Requests.Evaluator(Requests.Policy(statements));
                var said = evaluator.Evaluate(request);
                var came = evaluator.Evaluate(Resolve(request, values));
                return Covers(said.Outcome, came.Outcome)
                    && said.Statements.Zip(came.Statements).All(pair => pair.First.Matches == Ternary.Unknown || pair.First.Matches == pair.Second.Matches);
            },
            iter: 20_000);

    [Fact]
    public void Evaluate_WithNothingUnknown_IsUncertainOnlyAboutNotPrincipal() =>
        Gen.Select(Generators.Statements, Generators.Request, Resolution).SampleFixed(
            (statements, request, values) =>
            {
                var plain = statements.Where(statement => !statement.Contains("\"NotPrincipal\"", StringComparison.Ordinal)).ToArray();
                return Requests.Evaluator(Requests.Policy(plain)).Decide(Resolve(request, values)) != AccessOutcome.Conditional;
            },
            iter: 5_000);

    private static bool Covers(AccessOutcome said, AccessOutcome came) => said switch
    {
        AccessOutcome.Conditional => true,
        AccessOutcome.Delegated => came is AccessOutcome.Delegated or AccessOutcome.Allow,
        AccessOutcome.ImplicitDeny => came is AccessOutcome.ImplicitDeny or AccessOutcome.ExplicitDeny,
        _ => came == said,
    };

    private static AccessRequest Resolve(AccessRequest request, string[][] values)
    {
        var context = request.Context.Where(pair => !request.Unknown.Contains(pair.Key)).ToDictionary(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, chosen) in Generators.Keys.Zip(values).Where(pair => request.Unknown.Contains(pair.First) && pair.Second.Length > 0))
        {
            context[key] = [.. chosen];
        }

        return request with { Context = context.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase), Unknown = FrozenSet<string>.Empty };
    }
}
