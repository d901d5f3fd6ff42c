using System.Text.Json.Nodes;
using AtRest.KeyPolicies.Fixing;
using AtRest.Core.Rules;
using AtRest.Core.Rules.KeyPolicy;

namespace AtRest.Core.Tests.Rules.KeyPolicy;

/// <summary>The difference that a finding offers is applied, and then no rule about the policy fails.</summary>
public sealed class KeyPolicyRemedyTests
{
    /// <summary>Failing rules whose remedy is a change of the policy, where it can be mended.</summary>
    public static TheoryData<string> Mendable =>
        [.. KeyPolicyCase.All.Where(name => KeyPolicyCase.StatusOf(name) is FindingStatus.Fail && PolicyTrial.RuleIds.Contains(KeyPolicyCase.RuleOf(name)))];

    [Theory]
    [MemberData(nameof(Mendable))]
    public void Rule_WithRemedyApplied_Passes(string name)
    {
        var @case = KeyPolicyCase.Read(name);
        var outcome = Judge(@case, KeyPolicyCase.RuleOf(name));
        if (outcome.RemedyCode is not { } code || !code.StartsWith("---", StringComparison.Ordinal))
        {
            return;
        }

        var mended = @case with { Policy = JsonValue.Create(DiffApplier.Apply(@case.PolicyText!, code)) };

        PolicyTrial.RuleIds.Select(id => Judge(mended, id).Status).ShouldAllBe(status => status != FindingStatus.Fail && status != FindingStatus.Unknown, code);
    }

    [Theory]
    [InlineData("KPOL-1")]
    [InlineData("KPOL-2")]
    [InlineData("KPOL-3")]
    [InlineData("KPOL-4")]
    [InlineData("KPOL-5")]
    [InlineData("KPOL-6")]
    public void RemedyCode_OfAFailure_IsTheDifferenceWhereThePolicyCanBeMended(string id)
    {
        var failures = KeyPolicyCase.All.Where(name => KeyPolicyCase.RuleOf(name) == id && KeyPolicyCase.StatusOf(name) == FindingStatus.Fail)
            .Select(name => Judge(KeyPolicyCase.Read(name), id)).ToList();

        failures.ShouldContain(outcome => outcome.RemedyCode != null && outcome.RemedyCode.StartsWith("--- policy.json", StringComparison.Ordinal));
    }

    private static Outcome Judge(KeyPolicyCase @case, string id) =>
        KeyPolicyRules.All.Single(rule => rule.Descriptor.Id == id).Evaluate(KeyPolicyWorld.With(@case)).Single();
}
