using AtRest.Core.Aws;
using AtRest.Core.Rules;

namespace AtRest.Core.Tests.Rules.KeyPolicy;

/// <summary>Applies the difference from a finding. After that, no rule about the policy fails.</summary>
public sealed class KeyPolicyRemedyTests
{
    /// <summary>Failures whose remedy is a change of the policy, where one is possible.</summary>
    public static TheoryData<string> Fixable => [.. KeyPolicyJudge.FixableRules.SelectMany(Failing).Select(@case => @case.Id)];

    public static TheoryData<string> Rules => [.. KeyPolicyJudge.FixableRules];

    [Theory]
    [MemberData(nameof(Fixable))]
    public void Rule_WithRemedyApplied_Passes(string id)
    {
        var @case = RuleCaseFiles.Case(id);
        var context = CaseWorld.Context(@case.Given);
        if (KeyPolicyJudge.Judge(context, @case.Rule).RemedyCode is not { } code || !IsDifference(code))
        {
            return;
        }

        var after = CaseWorld.Context(CaseWorld.WithPolicy(DiffApplier.Apply(context.Keys[0].Evidence.Policy.Value!.Json, code), @case.Given));

        KeyPolicyJudge.FixableRules.Select(rule => KeyPolicyJudge.Judge(after, rule).Status).ShouldAllBe(status => status != FindingStatus.Fail && status != FindingStatus.Unknown, code);
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void RemedyCode_OfAFailure_IsTheDifferenceWhereThePolicyCanBeFixed(string rule) =>
        Failing(rule).Select(@case => KeyPolicyJudge.Judge(CaseWorld.Context(@case.Given), rule).RemedyCode ?? "").ShouldContain(code => IsDifference(code));

    private static IEnumerable<RuleCase> Failing(string rule) => RuleCaseFiles.Of(rule).Where(@case => @case.Status == FindingStatus.Fail);

    private static bool IsDifference(string code) => code.Contains("--- policy.json", StringComparison.Ordinal);
}
