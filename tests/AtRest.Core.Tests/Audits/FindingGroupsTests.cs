using System.Globalization;
using AtRest.Core.Audits;
using AtRest.Core.Rules;

namespace AtRest.Core.Tests.Audits;

/// <summary>The groups of a big fleet stay few, and count everything.</summary>
public sealed class FindingGroupsTests
{
    private const int Clusters = FindingGroups.MostGroups + 100;

    [Fact]
    public void Groups_OfMoreCausesThanAreKept_AreCountedByRule()
    {
        var report = Fleet(context => Outcome.Fail($"The key of {context.Cluster.Name} is disabled."));

        var groups = FindingGroup.Of(report);

        groups.Count.ShouldBe(FindingGroups.MostGroups + 1);
        groups.Sum(group => group.Count).ShouldBe(Clusters);
        var rest = groups.Single(group => group.Count > 1);
        rest.Clusters.Length.ShouldBe(100);
        rest.Rules.ShouldBe(["R-1"]);
        rest.MessageCount.ShouldBe(100);
        rest.Messages.Length.ShouldBe(FindingGroup.MostListed);
    }

    [Fact]
    public void Group_OfOneCause_HasAllItsClustersAndAFewOfItsResources()
    {
        var report = Fleet(context => Outcome.Fail("It is off.") with { Resource = $"key-{context.Cluster.Id}" });

        var group = FindingGroup.Of(report).ShouldHaveSingleItem();

        group.Clusters.ShouldBe(report.Summaries.Select(summary => summary.Id));
        group.Resources.Length.ShouldBe(FindingGroup.MostListed);
        group.ResourceCount.ShouldBe(Clusters);
        group.Messages.ShouldBe(["It is off."]);
        (group.IsUnread, group.CauseNumber).ShouldBe((false, null));
    }

    private static AuditReport Fleet(Func<RuleContext, Outcome> judge)
    {
        var builder = new AuditBuilder();
        for (var number = 0; number < Clusters; number++)
        {
            builder.WithCluster(number.ToString("d5", CultureInfo.InvariantCulture));
        }

        return builder.Audit(new FixedRule("R-1", RuleLevel.Required, context => [judge(context)]));
    }
}
