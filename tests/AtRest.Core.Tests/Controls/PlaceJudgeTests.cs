using System.Collections.Immutable;
using System.Text.Json;
using AtRest.Core.Audits;
using AtRest.Core.Controls;
using AtRest.Core.Rules;
using AtRest.Core.Tests.Rules;

namespace AtRest.Core.Tests.Controls;

/// <summary>Clusters that share the results of controls have the same results as each of them alone.</summary>
public sealed class PlaceJudgeTests
{
    private static readonly Lazy<ImmutableArray<ControlPlace>> Places = new(() => [.. RuleCaseFiles.Ids.Select(id => CaseWorld.With(RuleCaseFiles.Case(id).Given)).SelectMany(PlacesOf)]);

    [Fact]
    public void Judge_OfTheClustersOfAllCases_GivesTheResultsOfEachAlone()
    {
        var judge = new PlaceJudge();

        foreach (var place in Places.Value)
        {
            Text(judge.Judge(place).Controls).ShouldBe(Text(FrameworkTally.Judge(place)));
        }
    }

    [Fact]
    public void Judge_OfClustersThatAControlCannotTellApart_JudgesOnce()
    {
        var judge = new PlaceJudge();
        var results = Places.Value.GroupBy(place => place.Shape()).Select(same => same.Select(judge.Judge).ToList()).First(same => same.Count > 1);

        results[0].Controls.ShouldBe(results[1].Controls, "The same array: not only an equal one.");
    }

    [Fact]
    public void Shape_OfOtherResults_IsAnotherOne()
    {
        var places = Places.Value;
        var shapes = places.Select(place => place.Shape()).ToList();

        // Two places with one shape would have one result: so results that differ need shapes that differ.
        places.Zip(shapes).GroupBy(entry => entry.Second).ShouldAllBe(same => same.Select(entry => Text(FrameworkTally.Judge(entry.First))).Distinct().Count() == 1);
        shapes.Distinct().Count().ShouldBeGreaterThan(100);
    }

    private static IEnumerable<ControlPlace> PlacesOf(AuditEvidence evidence)
    {
        var index = new EvidenceIndex(evidence);
        var report = new Auditor(RuleCatalog.All, new ToolInfo("atrest", "test")) { Threads = 1 }.Audit(evidence);
        return report.Clusters.Select(audit => ControlPlace.Of(audit with { Measured = audit.NotEvaluated is null ? ControlChecks.Of(new RuleContext(index, audit.Cluster)) : ClusterAudit.NothingMeasured })).ToList();
    }

    private static string Text(ImmutableArray<PlaceResult> results) => JsonSerializer.Serialize(results);
}
