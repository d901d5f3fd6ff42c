using AtRest.Core.Audits;
using AtRest.Core.Rules;

namespace AtRest.Core.Tests.Rules;

/// <summary>Runs every case of every rule. A new case is a new file and needs no code.</summary>
public sealed class RuleCaseTests
{
    private static readonly Auditor Auditor = new(RuleCatalog.All, new ToolInfo("atrest", "test"));

    public static TheoryData<string> Cases => [.. RuleCaseFiles.All];

    [Fact]
    public void HealthyFleet_IsCompliantAndEverythingWasSeen()
    {
        var cluster = Auditor.Audit(CaseWorld.With([])).Clusters.Single();

        cluster.Verdict.ShouldBe(Verdict.Compliant);
        cluster.Findings.Select(finding => finding.Status).Distinct().ShouldBe([FindingStatus.Pass, FindingStatus.NotApplicable], ignoreOrder: true);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Rule_InCase_SaysWhatIsExpected(string name)
    {
        var @case = RuleCase.Read(name);
        var findings = FindingsOf(@case).Where(finding => finding.RuleId == RuleOf(name)).ToList();
        var status = RuleCase.StatusOf(name);
        var expected = @case.Expect;

        var finding = findings.Find(finding => finding.Status == status && ResourceFits(finding, expected.Resource));
        finding.ShouldNotBeNull($"{@case.What} gave {string.Join("; ", findings.Select(found => $"{found.Status} {found.Resource}: {found.Message}"))}");
        var text = string.Join('\n', finding.Message, finding.Consequence, finding.Remedy, finding.RemedyCode);
        expected.Says.ShouldAllBe(part => text.Contains(part, StringComparison.Ordinal), text);
        expected.Hides.ShouldAllBe(part => !text.Contains(part, StringComparison.Ordinal), text);
        expected.Command.ShouldAllBe(part => finding.RemedyCode != null && finding.RemedyCode.Contains(part, StringComparison.Ordinal), finding.RemedyCode);
        finding.Severity.ShouldBe(expected.Severity ?? finding.Severity);
        finding.Level.ShouldBe(expected.Level ?? finding.Level);
    }

    /// <summary>A planted fault is found by the rule that is about it and by no other.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Catalog_InCase_FailsNothingElse(string name)
    {
        var @case = RuleCase.Read(name);
        var failing = RuleCase.StatusOf(name) == FindingStatus.Fail ? @case.Expect.AlsoFails.Add(RuleOf(name)) : @case.Expect.AlsoFails;

        var found = FindingsOf(@case).Where(finding => finding.Status == FindingStatus.Fail).Select(finding => finding.RuleId).Distinct();

        found.ShouldBe(failing, ignoreOrder: true);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Failure_InCase_SaysWhatItDoesAndWhatToDo(string name)
    {
        var incomplete = FindingsOf(RuleCase.Read(name)).Where(finding => finding.Status == FindingStatus.Fail
            && (string.IsNullOrWhiteSpace(finding.Message) || string.IsNullOrWhiteSpace(finding.Consequence) || string.IsNullOrWhiteSpace(finding.Remedy)));

        incomplete.Select(finding => finding.RuleId).ShouldBeEmpty();
    }

    /// <summary>The cluster's and the organization's.</summary>
    private static IEnumerable<Finding> FindingsOf(RuleCase @case)
    {
        var report = Auditor.Audit(CaseWorld.With(@case.Given));
        return report.Clusters.Single().Findings.Concat(report.Findings);
    }

    private static string RuleOf(string name) => name[..name.IndexOf('/', StringComparison.Ordinal)];

    private static bool ResourceFits(Finding finding, string? resource) =>
        resource is null || (resource.Length == 0 ? finding.Resource is null : finding.Resource?.EndsWith(resource, StringComparison.Ordinal) == true);
}
