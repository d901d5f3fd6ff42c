using AtRest.Core.Rules;
using AtRest.Core.Rules.KeyPolicy;

namespace AtRest.Core.Tests.Rules.KeyPolicy;

/// <summary>What all rules about key policies say together, in every case of one of them.</summary>
public sealed class KeyPolicyRulesTests
{
    public static TheoryData<string> Cases => [.. KeyPolicyCase.All];

    public static TheoryData<string> Ids => [.. Rules.Select(rule => rule.Descriptor.Id)];

    /// <summary>KPOL-8 compares two policies; its cases are with those of the other rules.</summary>
    private static IEnumerable<IRule> Rules => KeyPolicyRules.All.Where(rule => rule is not ReplicaAgreementRule);

    /// <summary>A fault is told by the rules that are about it, and by no other.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void OtherRules_InCase_SayWhatIsExpected(string name)
    {
        var @case = KeyPolicyCase.Read(name);
        var others = Rules.Select(rule => rule.Descriptor.Id).Where(id => id != KeyPolicyCase.RuleOf(name))
            .Select(id => (id, outcome: Judge(@case, id)))
            .Where(pair => pair.outcome.Status != FindingStatus.Pass)
            .ToDictionary(pair => pair.id, pair => pair.outcome.Status);

        others.ShouldBe(@case.Expect.Others, ignoreOrder: true, @case.What);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Failure_InCase_SaysWhatItDoesAndWhatToDo(string name)
    {
        var failures = Rules.SelectMany(rule => rule.Evaluate(KeyPolicyWorld.With(KeyPolicyCase.Read(name)))).Where(outcome => outcome.Status == FindingStatus.Fail);

        failures.ShouldAllBe(outcome => !string.IsNullOrWhiteSpace(outcome.Consequence) && !string.IsNullOrWhiteSpace(outcome.Remedy) && !outcome.Evidence.IsEmpty);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Cases_OfEveryRule_ShowItPassFailAndUnknown(string id)
    {
        var statuses = KeyPolicyCase.All.Where(name => KeyPolicyCase.RuleOf(name) == id).Select(KeyPolicyCase.StatusOf).ToHashSet();

        new[] { FindingStatus.Pass, FindingStatus.Fail, FindingStatus.Unknown }.ShouldBeSubsetOf(statuses);
    }

    private static Outcome Judge(KeyPolicyCase @case, string id) =>
        Rules.Single(rule => rule.Descriptor.Id == id).Evaluate(KeyPolicyWorld.With(@case)).Single();
}
