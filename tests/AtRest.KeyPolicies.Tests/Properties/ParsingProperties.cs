using AtRest.Tests.Shared;
using CsCheck;

namespace AtRest.KeyPolicies.Tests.Properties;

/// <summary>Tests that the parser does not throw, and that every policy that it accepts can be evaluated.</summary>
public sealed class ParsingProperties
{
    private static readonly Gen<string> Junk = Gen.OneOf(
        Gen.String, Gen.String[Gen.Char["{}[]\",:*\\ue0tfn \n\"'$1"], 0, 40], Gen.OneOf("\"Statement\":", "\"Effect\":\"Deny\"", "null", "1e999", "\\ud800", "[[[[", "{\"AWS\":"));

    [Fact]
    public void Parse_OfAnyText_NeverThrows() =>
        Junk.SampleFixed(text => KeyPolicy.Parse(text).Policy is not null || KeyPolicy.Parse(text).Issues.Any(issue => issue.IsError), iter: 10_000);

    [Fact]
    public void Parse_OfAMutatedPolicy_GivesAPolicyOrAnErrorInTheText() =>
        Gen.Select(Generators.Statements, Gen.Int[0, int.MaxValue], Gen.Int[0, 20], Junk, Generators.Request).SampleFixed(
            (statements, place, length, junk, request) =>
            {
                var text = Requests.Policy(statements);
                var start = place % text.Length;
                var mutated = text[..start] + junk + text[Math.Min(text.Length, start + length)..];
                var result = KeyPolicy.Parse(mutated);
                if (result.Policy is { } policy)
                {
                    _ = new KeyPolicyEvaluator(policy, Requests.Key, []).Evaluate(request);
                }

                var lines = mutated.Split('\n');
                return (result.Policy is not null || result.Issues.Any(issue => issue.IsError))
                    && result.Issues.All(issue => issue.Line >= 1 && issue.Line <= lines.Length && issue.Column >= 1 && issue.Column <= lines[issue.Line - 1].Length + 1);
            },
            iter: 10_000);

    [Fact]
    public void Parse_Statement_HasItsPosition() =>
        Generators.Statements.SampleFixed(
            statements =>
            {
                var text = Requests.Policy(statements);
                return Requests.Parse(text).Statements.Select(statement => text[statement.Text]).SequenceEqual(statements);
            },
            iter: 2_000);
}
