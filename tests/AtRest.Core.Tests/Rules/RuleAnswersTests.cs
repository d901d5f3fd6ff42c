using AtRest.Core.Rules;

namespace AtRest.Core.Tests.Rules;

/// <summary>Every rule has cases for each of its possible answers, and gives no other answers.</summary>
public sealed class RuleAnswersTests
{
    public static TheoryData<string> Rules => [.. RuleCatalog.Descriptors.Select(rule => rule.Id)];

    [Fact]
    public void Answers_AreListedForEveryRuleOfTheCatalog() => RuleAnswers.All.Keys.ShouldBe(RuleCatalog.Descriptors.Select(rule => rule.Id), ignoreOrder: true);

    [Theory]
    [MemberData(nameof(Rules))]
    public void Cases_OfEveryRule_ShowEachStatusThatItCanGive(string rule) =>
        RuleCaseFiles.Of(rule).Select(@case => @case.Status).Distinct().ShouldBe(RuleAnswers.All[rule].Statuses, ignoreOrder: true);

    /// <summary>Also in the cases of other rules.</summary>
    [Theory]
    [MemberData(nameof(Rules))]
    public void Rule_InAnyCase_GivesNoOtherStatus(string rule) =>
        RuleCaseFiles.All.Where(@case => FindingsOf(rule, @case).Any(finding => !RuleAnswers.All[rule].Statuses.Contains(finding.Status))).Select(@case => @case.Id).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Rules))]
    public void Failures_InAllCases_HaveTheListedSeveritiesAndLevels(string rule)
    {
        var descriptor = RuleCatalog.Descriptors.Single(descriptor => descriptor.Id == rule);
        var answers = RuleAnswers.All[rule];
        var failures = RuleCaseFiles.All.SelectMany(@case => FindingsOf(rule, @case)).Where(finding => finding.Status == FindingStatus.Fail).ToList();

        failures.Select(finding => finding.Severity).Distinct().ShouldBe(answers.Severities.IsEmpty ? [descriptor.Severity] : answers.Severities, ignoreOrder: true);
        failures.Select(finding => finding.Level).Distinct().ShouldBe(answers.Levels.IsEmpty ? [descriptor.Level] : answers.Levels, ignoreOrder: true);
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void FailingCases_OfARuleWithSeveralSeverities_ExpectOne(string rule)
    {
        var answers = RuleAnswers.All[rule];
        var failing = RuleCaseFiles.Of(rule).Where(@case => @case.Status == FindingStatus.Fail).ToList();

        failing.Where(@case => !answers.Severities.IsEmpty && @case.Expect.Severity is null).Select(@case => @case.Name).ShouldBeEmpty();
        failing.Where(@case => !answers.Levels.IsEmpty && @case.Expect.Level is null).Select(@case => @case.Name).ShouldBeEmpty();
    }

    private static IEnumerable<AtRest.Core.Audits.Finding> FindingsOf(string rule, RuleCase @case) => RuleCaseRun.Findings(@case).Where(finding => finding.RuleId == rule);
}
