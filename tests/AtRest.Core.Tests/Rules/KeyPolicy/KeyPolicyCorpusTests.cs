using AtRest.Core.Aws;
using AtRest.Core.Aws.Rules.KeyPolicy;
using AtRest.Core.Rules;
using AtRest.KeyPolicies;
using AtRest.KeyPolicies.Fixing;
using AtRest.Tests.Shared.KeyPolicies;

namespace AtRest.Core.Tests.Rules.KeyPolicy;

/// <summary>Fixes the primary key's policy of every case about key policies.</summary>
public sealed class KeyPolicyCorpusTests
{
    public static TheoryData<string> Policies =>
        [.. RuleCaseFiles.All.Where(@case => @case.Rule.StartsWith("KPOL-", StringComparison.Ordinal) && PolicyOf(CaseWorld.Context(@case.Given)) is not null).Select(@case => @case.Id)];

    [Theory]
    [MemberData(nameof(Policies))]
    public void Fix_OfAnyKnownPolicy_GivesARightOneOrSaysWhyNot(string id)
    {
        var @case = RuleCaseFiles.Case(id);
        var context = CaseWorld.Context(@case.Given);
        var text = PolicyOf(context)!;
        var result = Fix(context, text);

        switch (result.Outcome)
        {
            case PolicyFixOutcome.CannotFix:
                result.Text.ShouldBe(text);
                (result.Reasons.IsEmpty && result.Unmet.IsEmpty).ShouldBeFalse();
                break;
            default:
                var after = CaseWorld.Context(CaseWorld.WithPolicy(result.Text, @case.Given));

                // KPOL-6 is also about grants: no policy makes up for grants that failed to be read.
                KeyPolicyJudge.FixableRules.Where(rule => rule != "KPOL-6" || !after.Keys[0].Evidence.Grants.Absence.FailedToBeRead()).Select(rule => KeyPolicyJudge.Judge(after, rule).Status).ShouldAllBe(status => status != FindingStatus.Fail && status != FindingStatus.Unknown);
                Fix(context, result.Text).Outcome.ShouldBe(PolicyFixOutcome.AlreadyCompliant);
                Widening.ShouldBeNone(text, result.Text, context.Keys[0].Arn, context.External!.RoleArn.Value);
                break;
        }
    }

    private static PolicyFixResult Fix(RuleContext context, string text) =>
        KeyPolicyAnalysis.Of(text, KeyPolicySituations.AnalysisOf(context, context.Keys[0].Arn)!.Subject).Fix();

    /// <summary>Null if the key does not exist, or if its policy was not read or is not valid.</summary>
    private static string? PolicyOf(RuleContext context) =>
        context.Keys[0] is { IsMissing: false, Evidence.Policy.Value.Json: var text } && AtRest.KeyPolicies.KeyPolicy.Parse(text).Policy is not null ? text : null;
}
