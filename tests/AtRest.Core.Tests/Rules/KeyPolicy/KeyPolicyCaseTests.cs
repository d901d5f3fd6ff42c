using AtRest.Core.Rules;
using AtRest.Core.Rules.KeyPolicy;

namespace AtRest.Core.Tests.Rules.KeyPolicy;

/// <summary>Runs every case of the rules about key policies. A new case is a new file and needs no code.</summary>
public sealed class KeyPolicyCaseTests
{
    public static TheoryData<string> Cases => [.. KeyPolicyCase.All];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Rule_InCase_SaysWhatIsExpected(string name)
    {
        var @case = KeyPolicyCase.Read(name);
        var outcome = Judge(@case, KeyPolicyCase.RuleOf(name));
        var text = string.Join('\n', outcome.Message, outcome.Consequence, outcome.Remedy);

        outcome.Status.ShouldBe(KeyPolicyCase.StatusOf(name), $"{@case.What}\n{text}");
        @case.Expect.Says.ShouldAllBe(part => text.Contains(part, StringComparison.Ordinal), text);
        @case.Expect.Hides.ShouldAllBe(part => !text.Contains(part, StringComparison.Ordinal), text);
        @case.Expect.Code.ShouldAllBe(part => outcome.RemedyCode != null && outcome.RemedyCode.Contains(part, StringComparison.Ordinal), outcome.RemedyCode);
        (outcome.Severity ?? @case.Expect.Severity).ShouldBe(@case.Expect.Severity);
    }

    private static Outcome Judge(KeyPolicyCase @case, string id) =>
        KeyPolicyRules.All.Single(rule => rule.Descriptor.Id == id).Evaluate(KeyPolicyWorld.With(@case)).Single();
}
