using AtRest.Cli.Auditing;
using AtRest.Cli.Tests.Support;
using AtRest.Core.Audits;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;

namespace AtRest.Cli.Tests.Auditing;

public sealed class FailOnTests
{
    [Theory]
    [InlineData("critical", Verdict.NonCompliant, Severity.High, FindingStatus.Fail, 0)]
    [InlineData("high", Verdict.NonCompliant, Severity.High, FindingStatus.Fail, 1)]
    [InlineData("HIGH", Verdict.NonCompliant, Severity.Critical, FindingStatus.Fail, 1)]
    [InlineData("high", Verdict.Indeterminate, Severity.High, FindingStatus.Unknown, 2)]
    [InlineData("high", Verdict.Indeterminate, Severity.Medium, FindingStatus.Unknown, 0)]
    [InlineData("low", Verdict.Compliant, Severity.Low, FindingStatus.Fail, 1)]
    [InlineData("low", Verdict.Compliant, Severity.Low, FindingStatus.Pass, 0)]
    [InlineData("low", Verdict.Compliant, Severity.Low, FindingStatus.NotApplicable, 0)]
    [InlineData("non-compliant", Verdict.NonCompliant, Severity.Low, FindingStatus.Fail, 1)]
    [InlineData("nonCompliant", Verdict.Indeterminate, Severity.Low, FindingStatus.Unknown, 0)]
    [InlineData("indeterminate", Verdict.Indeterminate, Severity.Low, FindingStatus.Unknown, 2)]
    [InlineData("indeterminate", Verdict.NonCompliant, Severity.Low, FindingStatus.Fail, 1)]
    [InlineData("none", Verdict.NonCompliant, Severity.Critical, FindingStatus.Fail, 0)]
    public void ExitCodeOf_OneFinding_IsAsTheChoiceSays(string word, Verdict verdict, Severity severity, FindingStatus status, int expected)
    {
        var report = SampleReport.Of("Acme", SampleReport.Cluster("payments", verdict, SampleReport.Finding("KMS-2", status, "m", severity)));

        FailOn.Find(word)!.ExitCodeOf([SampleReport.Of("Other", SampleReport.Cluster("c", Verdict.Compliant)), report]).ShouldBe(expected);
    }

    [Fact]
    public void ExitCodeOf_AWaivedFailure_IsNone()
    {
        var waiver = new Waiver { Rule = "KMS-2", Cluster = "payments", Reason = "r", Owner = "o", ApprovedBy = "a", Expires = new DateOnly(2027, 3, 31) };
        var report = SampleReport.Of("Acme", SampleReport.Cluster("payments", Verdict.Compliant, SampleReport.Finding("KMS-2", FindingStatus.Fail, "m", Severity.Critical) with { Waiver = waiver }));

        FailOn.Find("low")!.ExitCodeOf([report]).ShouldBe(0);
    }

    [Fact]
    public void ExitCodeOf_AFindingOfTheOrganization_Counts()
    {
        var report = SampleReport.Of("Acme", SampleReport.Cluster("payments", Verdict.Compliant)) with { Findings = [SampleReport.Finding("WAIV-1", FindingStatus.Fail, "m", Severity.Medium)] };

        FailOn.Find("medium")!.ExitCodeOf([report]).ShouldBe(1);
        FailOn.Verdict.ExitCodeOf([report]).ShouldBe(0);
    }

    [Fact]
    public void Find_AnotherWord_IsNothing() => FailOn.Find("never").ShouldBeNull();
}
