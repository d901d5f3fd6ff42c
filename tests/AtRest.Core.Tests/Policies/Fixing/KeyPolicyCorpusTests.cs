using AtRest.KeyPolicies;
using AtRest.KeyPolicies.Fixing;
using AtRest.Core.Rules;
using AtRest.Core.Tests.Rules.KeyPolicy;

namespace AtRest.Core.Tests.Policies.Fixing;

/// <summary>Mends every policy that the cases about the rules know.</summary>
public sealed class KeyPolicyCorpusTests
{
    public static TheoryData<string> Policies => [.. KeyPolicyCase.All.Where(IsPolicy)];

    [Theory]
    [MemberData(nameof(Policies))]
    public void Fix_OfAnyKnownPolicy_GivesARightOneOrSaysWhyNot(string name)
    {
        var @case = KeyPolicyCase.Read(name);
        var result = Fix(@case, @case.PolicyText!);

        switch (result.Outcome)
        {
            case PolicyFixOutcome.CannotMend:
                result.Text.ShouldBe(@case.PolicyText);
                result.Reasons.ShouldNotBeEmpty();
                break;
            default:
                Statuses(@case, result.Text).ShouldAllBe(status => status != FindingStatus.Fail && status != FindingStatus.Unknown);
                Fix(@case, result.Text).Outcome.ShouldBe(PolicyFixOutcome.AlreadyRight);
                Widening.ShouldBeNone(@case, result.Text);
                break;
        }
    }

    private static PolicyFixResult Fix(KeyPolicyCase @case, string text) => KeyPolicyWorld.With(@case) is var context
        && context.Keys[0] is var key
            && new FixSubject { Key = key.Arn, Role = context.External!.RoleArn, Grants = key.Evidence.Grants, Metadata = key.Evidence.Metadata, Moment = context.AuditedAt } is var subject
            ? PolicyFixer.Fix(subject, subject.Read(text))
            : throw new InvalidOperationException();

    private static IEnumerable<FindingStatus> Statuses(KeyPolicyCase @case, string text)
    {
        var context = KeyPolicyWorld.With(@case with { Policy = System.Text.Json.Nodes.JsonValue.Create(text) });
        return AtRest.Core.Rules.KeyPolicy.KeyPolicyRules.All.Where(rule => PolicyTrial.RuleIds.Contains(rule.Descriptor.Id))
            .Select(rule => rule.Evaluate(context).Single().Status);
    }

    private static bool IsPolicy(string name) =>
        KeyPolicyCase.Read(name) is { PolicyAbsence: null, PolicyText: { } text, MetadataAbsence: null or { Kind: not AtRest.Core.Evidence.AbsenceKind.NotFound } }
        && KeyPolicy.Parse(text).Policy is not null;
}
