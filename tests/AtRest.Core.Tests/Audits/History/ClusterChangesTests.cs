using AtRest.Core.Audits.History;
using AtRest.Core.Camunda.Evidence;
using AtRest.Core.Evidence;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;
using static AtRest.Core.Tests.Audits.History.Histories;

namespace AtRest.Core.Tests.Audits.History;

public sealed class ClusterChangesTests
{
    [Fact]
    public void Changes_WithoutAPreviousReport_AreNone() => ChangesIf(FindingStatus.Fail, Of(null, "a")).ShouldBeEmpty();

    [Fact]
    public void Changes_SameAsBefore_AreNone() => ChangesIf(FindingStatus.Pass, Of(Previous(Was("a")), "a")).ShouldBeEmpty();

    [Fact]
    public void Changes_ClusterIsNew_IsAdded()
    {
        var change = ChangesIf(FindingStatus.Pass, Of(Previous(Was("a")), "a", "b")).ShouldHaveSingleItem();

        change.Kind.ShouldBe(ChangeKind.ClusterAdded);
        change.Cluster.ShouldBe("b");
        change.After.ShouldBe("compliant");
    }

    [Fact]
    public void Changes_ClusterIsGone_IsRemoved()
    {
        var change = ChangesIf(FindingStatus.Pass, Of(Previous(Was("a"), Was("b", FindingStatus.Fail)), "a")).ShouldHaveSingleItem();

        change.ShouldSatisfyAllConditions(
            () => change.Kind.ShouldBe(ChangeKind.ClusterRemoved),
            () => change.Cluster.ShouldBe("b"),
            () => change.Before.ShouldBe("nonCompliant"),
            () => change.Message.ShouldContain("no longer declared"));
    }

    [Fact]
    public void Changes_ClusterWasLeftOutNow_AreNone() =>
        ChangesIf(FindingStatus.Pass, Of(Previous(Was("a"), Was("b"), Was("camunda-only", type: EncryptionType.None)), "a") with { LeftOut = ["b"] }).ShouldBeEmpty();

    [Fact]
    public void Changes_ClusterWasLeftOutBefore_AreNone() =>
        ChangesIf(FindingStatus.Fail, Of(Previous(Was("a", FindingStatus.Fail)) with { LeftOut = ["b"] }, "a", "b")).ShouldBeEmpty();

    [Fact]
    public void Changes_UndeclaredClusterNotReportedAgain_SaysWhetherCamundaAnswered()
    {
        var evidence = Of(Previous(Was("a"), Was("b", type: EncryptionType.None)), "a");
        var camunda = new CamundaEvidence
        {
            Clusters = new Collected<CamundaClusters> { Source = "camunda", Resource = "r", CollectedAt = Now, Value = new CamundaClusters([]) },
            Regions = new Collected<CamundaRegions> { Source = "camunda", Resource = "r", CollectedAt = Now, Value = new CamundaRegions([]) },
        };

        ChangesIf(FindingStatus.Pass, evidence).Single().Message.ShouldContain("not known");
        ChangesIf(FindingStatus.Pass, evidence with { Clouds = new CloudEvidence(new CamundaSlice { Camunda = camunda }) }).Single().Message.ShouldContain("no longer reported by Camunda");
    }

    [Fact]
    public void Changes_DeclaredTypeIsAnother_NamesBoth()
    {
        var change = ChangesIf(FindingStatus.Pass, Of(Previous(Was("a", type: EncryptionType.External)), "a")).ShouldHaveSingleItem();

        (change.Kind, change.Before, change.After).ShouldBe((ChangeKind.DeclaredType, "External", "Provider"));
    }

    [Fact]
    public void Changes_ClusterIsDeclaredAfterAll_HasNoTypeBefore()
    {
        var change = ChangesIf(FindingStatus.Pass, Of(Previous(Was("a", type: EncryptionType.None)), "a")).ShouldHaveSingleItem();

        (change.Kind, change.Before, change.After).ShouldBe((ChangeKind.DeclaredType, null, "Provider"));
        change.Message.ShouldContain("was not declared");
    }

    [Fact]
    public void Changes_VerdictIsAnother_NamesBoth()
    {
        var changes = ChangesIf(FindingStatus.Unknown, Of(Previous(Was("a")), "a"));

        changes.Select(change => (change.Kind, change.Before, change.After)).ShouldBe([(ChangeKind.Verdict, "compliant", "indeterminate")]);
    }

    [Fact]
    public void Changes_OfManyClusters_HaveAFixedOrder()
    {
        var changes = ChangesIf(FindingStatus.Fail, Of(Previous(Was("c"), Was("b"), Was("z")), "b", "c", "a"));

        changes.Select(change => $"{change.Kind} {change.Cluster}").ShouldBe(
            ["ClusterAdded a", "ClusterRemoved z", "Verdict b", "Verdict c", "FindingOpened a", "FindingOpened b", "FindingOpened c"]);
    }

    [Fact]
    public void Report_WithAPreviousOne_NamesIt()
    {
        var report = Audit(Of(Previous(), "a"));

        report.PreviousReportId.ShouldBe(PreviousId);
        report.PreviousGeneratedAt.ShouldBe(Now.AddDays(-30));
    }
}
