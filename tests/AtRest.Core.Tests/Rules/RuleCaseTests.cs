using AtRest.Core.Audits;
using AtRest.Core.Rules;

namespace AtRest.Core.Tests.Rules;

/// <summary>Runs every case of every rule.</summary>
public sealed class RuleCaseTests
{
    private const string KeyPolicyRules = "KPOL-";

    public static TheoryData<string> Cases => [.. RuleCaseFiles.Ids];

    [Fact]
    public void HealthyFleet_IsCompliantAndEverythingWasSeen()
    {
        var cluster = RuleCaseRun.Report(CaseWorld.With([])).Clusters.Single();

        cluster.Verdict.ShouldBe(Verdict.Compliant);
        cluster.Findings.Select(finding => finding.Status).Distinct().ShouldBe([FindingStatus.Pass, FindingStatus.NotApplicable], ignoreOrder: true);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Rule_InCase_AnswersAsExpected(string id)
    {
        var @case = RuleCaseFiles.Case(id);
        var expected = @case.Expect;
        var findings = RuleCaseRun.Findings(@case).Where(finding => finding.RuleId == @case.Rule).ToList();
        var found = $"{@case.What}\n{string.Join('\n', findings.Select(finding => $"{finding.Status} {finding.Resource}: {finding.Message}"))}";

        findings.ShouldNotBeEmpty($"{@case.Rule} does not apply to the cluster of the case: {@case.What}");
        if (expected.Resource is null)
        {
            RuleCaseRun.Answers(@case)[@case.Rule].ShouldBe(@case.Status, found);
        }

        var finding = findings.Find(finding => finding.Status == @case.Status && ResourceFits(finding, expected.Resource));
        finding.ShouldNotBeNull(found);
        var text = string.Join('\n', finding.Message, finding.Consequence, finding.Remedy);
        var code = finding.RemedyCode ?? "";
        expected.Says.Where(part => !text.Contains(part, StringComparison.Ordinal)).ShouldBeEmpty(text);
        expected.Code.Where(part => !code.Contains(part, StringComparison.Ordinal)).ShouldBeEmpty(code);
        // A difference of policies shows what it removes and what stays.
        var all = code.Contains("--- policy.json", StringComparison.Ordinal) ? text : $"{text}\n{code}";
        expected.Hides.Where(part => all.Contains(part, StringComparison.Ordinal)).ShouldBeEmpty(all);
        if (expected.Severity is { } severity)
        {
            finding.Severity.ShouldBe(severity, found);
        }

        if (expected.Level is { } level)
        {
            finding.Level.ShouldBe(level, found);
        }
    }

    /// <summary>A fault is found only by the rules that are about it.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void OtherRules_InCase_AnswerAsExpected(string id)
    {
        var @case = RuleCaseFiles.Case(id);
        var others = RuleCaseRun.Answers(@case).Where(answer => answer.Key != @case.Rule).ToDictionary();
        var mustBeNamed = others.Where(answer => answer.Value == FindingStatus.Fail || (IsAboutKeyPolicies(@case.Rule) && IsAboutKeyPolicies(answer.Key) && answer.Value != RuleCaseRun.HealthyAnswers[answer.Key]));

        @case.Expect.Others.ShouldBe(
            mustBeNamed.Concat(others.Where(answer => @case.Expect.Others.ContainsKey(answer.Key))).Distinct(),
            ignoreOrder: true,
            @case.What);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Failures_InCase_SayWhatTheyDoAndWhatToDo(string id)
    {
        var incomplete = RuleCaseRun.Findings(RuleCaseFiles.Case(id)).Where(finding => finding.Status == FindingStatus.Fail
            && (string.IsNullOrWhiteSpace(finding.Message) || string.IsNullOrWhiteSpace(finding.Consequence) || string.IsNullOrWhiteSpace(finding.Remedy)
                || (IsAboutKeyPolicies(finding.RuleId) && finding.Evidence.IsEmpty)));

        incomplete.Select(finding => finding.RuleId).ShouldBeEmpty();
    }

    /// <summary>The auditor turns an exception of a rule into an unknown finding, which a case must not accept as an answer.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Rules_InCase_DoNotBreak(string id) => RuleCaseRun.Findings(RuleCaseFiles.Case(id))
        .Where(finding => finding.Message.StartsWith("AtRest has a defect", StringComparison.Ordinal)).Select(finding => finding.Message).ShouldBeEmpty();

    [Fact]
    public void Names_OfCases_AreUniqueAmongTheirRule() => RuleCaseFiles.Ids.ShouldBeUnique();

    [Fact]
    public void Files_HoldCasesOfTheRuleThatTheirPathNames() =>
        RuleCaseFiles.Files.Where(path => RuleCaseFiles.Read(path).Any(@case => @case.Rule != RuleCaseFiles.RuleOf(path))).ShouldBeEmpty();

    private static bool IsAboutKeyPolicies(string rule) => rule.StartsWith(KeyPolicyRules, StringComparison.Ordinal);

    private static bool ResourceFits(Finding finding, string? resource) =>
        resource is null || (resource.Length == 0 ? finding.Resource is null : finding.Resource?.EndsWith(resource, StringComparison.Ordinal) == true);
}
