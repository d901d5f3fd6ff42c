namespace AtRest.Core.Tests.Rules;

/// <summary>
/// The cases of the rule that compares the policies of two keys, judged again each time: answers that are kept from one test to the next would
/// hide mutants.
/// </summary>
public sealed class ReplicaCaseTests
{
    /// <summary>The cases' IDs.</summary>
    public static TheoryData<string> Cases => [.. RuleCaseFiles.Of("KPOL-8").Select(@case => @case.Id)];

    /// <summary>As in the tests of all rules.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Rule_InCase_AnswersAsExpected(string id)
    {
        var @case = RuleCaseFiles.Case(id);
        var answers = RuleCaseRun.Report(CaseWorld.With(@case.Given)).Clusters.SelectMany(cluster => cluster.Findings)
            .Where(finding => finding.RuleId == @case.Rule && finding.Status == @case.Status)
            .Select(finding => $"{finding.Message}\n{finding.Consequence}\n{finding.Remedy}").ToList();

        answers.ShouldNotBeEmpty(@case.What);
        answers.Exists(text => @case.Expect.Says.All(part => text.Contains(part, StringComparison.Ordinal))).ShouldBeTrue(@case.What);
    }
}
