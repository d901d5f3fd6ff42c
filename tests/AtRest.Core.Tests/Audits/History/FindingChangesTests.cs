using AtRest.Core.Audits;
using AtRest.Core.Audits.History;
using AtRest.Core.Rules;
using static AtRest.Core.Tests.Audits.History.Histories;

namespace AtRest.Core.Tests.Audits.History;

public sealed class FindingChangesTests
{
    private static readonly DateOnly Later = new(2027, 3, 31);
    private static readonly DateOnly Over = new(2026, 11, 1);

    public static TheoryData<FindingStatus, bool, FindingStatus, bool, ChangeKind?, string?> Transitions => new()
    {
        { FindingStatus.Pass, false, FindingStatus.Fail, false, ChangeKind.FindingOpened, "it passed before" },
        { FindingStatus.Unknown, false, FindingStatus.Fail, false, ChangeKind.FindingOpened, "could not be judged before" },
        { FindingStatus.NotApplicable, false, FindingStatus.Fail, false, ChangeKind.FindingOpened, "did not apply before" },
        { FindingStatus.Pass, false, FindingStatus.Fail, true, ChangeKind.FindingOpened, "A waiver accepts it until 2027-03-31" },
        { FindingStatus.Fail, false, FindingStatus.Pass, false, ChangeKind.FindingClosed, "which failed, passes now" },
        { FindingStatus.Fail, true, FindingStatus.Pass, false, ChangeKind.FindingClosed, "was accepted by a waiver, passes now" },
        { FindingStatus.Fail, false, FindingStatus.Fail, true, ChangeKind.FindingClosed, "now accepted by a waiver until 2027-03-31 (owner Ann, approved by Bob)" },
        { FindingStatus.Fail, false, FindingStatus.Unknown, false, ChangeKind.FindingClosed, "it is not known whether it still fails" },
        { FindingStatus.Fail, false, FindingStatus.NotApplicable, false, ChangeKind.FindingClosed, "no longer applies" },
        { FindingStatus.Fail, false, FindingStatus.Fail, false, null, null },
        { FindingStatus.Fail, true, FindingStatus.Fail, true, null, null },
        { FindingStatus.Pass, false, FindingStatus.Unknown, false, null, null },
        { FindingStatus.Unknown, false, FindingStatus.Pass, false, null, null },
    };

    [Theory]
    [MemberData(nameof(Transitions))]
    public void Changes_FromOneStateToAnother_SayWhatBecameOfTheFailure(FindingStatus before, bool waivedBefore, FindingStatus after, bool waivedNow, ChangeKind? kind, string? says)
    {
        var evidence = Of(Previous(Was("a", before, waivedBefore)), "a");

        var changes = FindingsOf(ChangesIf(after, waivedNow ? evidence.WithWaiver("a", Later) : evidence));

        if (kind is null)
        {
            changes.ShouldBeEmpty();
            return;
        }

        var change = changes.ShouldHaveSingleItem();
        change.Kind.ShouldBe(kind.Value);
        change.RuleId.ShouldBe("KMS-2");
        change.Message.ShouldContain(says!);
    }

    [Fact]
    public void Changes_WaiverHasExpired_OpensTheFailureAgain()
    {
        var change = FindingsOf(ChangesIf(FindingStatus.Fail, Of(Previous(Was("a", FindingStatus.Fail, waived: true)), "a").WithWaiver("a", Over))).ShouldHaveSingleItem();

        (change.Kind, change.Before, change.After).ShouldBe((ChangeKind.FindingOpened, "waived", "fail"));
        change.Message.ShouldContain("ended on 2026-11-01");
    }

    [Fact]
    public void Changes_WaiverIsNoLongerDeclared_SaysSo() =>
        FindingsOf(ChangesIf(FindingStatus.Fail, Of(Previous(Was("a", FindingStatus.Fail, waived: true)), "a"))).Single().Message.ShouldContain("no longer declared");

    [Fact]
    public void Changes_OfANewCluster_ListItsFailures()
    {
        var change = FindingsOf(ChangesIf(FindingStatus.Fail, Of(Previous(), "a"))).ShouldHaveSingleItem();

        (change.Kind, change.Before, change.After).ShouldBe((ChangeKind.FindingOpened, null, "fail"));
        change.Message.ShouldContain("was not judged before");
    }

    [Fact]
    public void Changes_OtherKeyIsDeclared_CloseOneFailureAndOpenTheOther()
    {
        var changes = FindingsOf(ChangesIf(FindingStatus.Fail, Of(Previous(Was("a", FindingStatus.Fail, resource: "key-1")), "a"), resource: "key-2"));

        changes.Select(change => (change.Kind, change.Resource)).ShouldBe([(ChangeKind.FindingOpened, "key-2"), (ChangeKind.FindingClosed, "key-1")]);
        changes[1].Message.ShouldContain("is no longer judged");
    }

    [Fact]
    public void Changes_OfSeveralFindingsAboutOneResource_TheWorstCounts()
    {
        var previous = Was("a") with { Findings = [new() { RuleId = "KMS-2", Status = FindingStatus.Pass }, new() { RuleId = "KMS-2", Status = FindingStatus.Fail }] };

        FindingsOf(ChangesIf(FindingStatus.Fail, Of(Previous(previous), "a"))).ShouldBeEmpty();
    }

    [Fact]
    public void Changes_OfTheOrganization_HaveNoCluster()
    {
        var evidence = Of(Previous(Was("a", FindingStatus.Fail, waived: true)) with { Findings = [new() { RuleId = "WAIV-1", Status = FindingStatus.Pass }] }, "a").WithWaiver("a", Over);

        var change = AuditWithWaiverRules(evidence).Changes.Single(change => change.RuleId == "WAIV-1");

        (change.Kind, change.Cluster).ShouldBe((ChangeKind.FindingOpened, null));
        AuditWithWaiverRules(evidence with { LeftOut = ["other"] }).Changes.ShouldNotContain(change => change.RuleId == "WAIV-1");
    }

    private static List<ReportChange> FindingsOf(IEnumerable<ReportChange> changes) =>
        [.. changes.Where(change => change.Kind is ChangeKind.FindingOpened or ChangeKind.FindingClosed)];

    private static AuditReport AuditWithWaiverRules(AuditEvidence evidence) =>
        new Auditor([FixedRule.Required("KMS-2", Outcome.Fail("Broken."))], new ToolInfo("atrest", "1")).Audit(evidence);
}
