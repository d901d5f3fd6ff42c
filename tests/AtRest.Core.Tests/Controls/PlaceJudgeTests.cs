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
            Text(judge.Judge(place).Results.Controls).ShouldBe(Text(FrameworkTally.Judge(place)));
        }
    }

    [Fact]
    public void Judge_OfClustersThatAControlCannotTellApart_JudgesOnce()
    {
        var judge = new PlaceJudge();
        var results = Places.Value.GroupBy(place => place.Shape()).Select(same => same.Select(judge.Judge).ToList()).First(same => same.Count > 1);

        results[0].Results.ShouldBeSameAs(results[1].Results);
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

    /// <summary>Places are added up by what they say. Here, each control is added up by itself.</summary>
    [Fact]
    public void Sum_OfTheClustersOfAllCases_HasWhatEachControlSaysByItself()
    {
        var judge = new PlaceJudge();
        FrameworkTally[] tallies = [new(), new()];
        var half = Places.Value.Length / 2;
        foreach (var (number, place) in Places.Value.Index())
        {
            tallies[number < half ? 0 : 1].Add(judge.Judge(place));
        }

        var sum = FrameworkTally.Sum(tallies).SelectMany(framework => framework.Controls).ToList();

        var alone = Places.Value.Select(place => (place.Cluster, Results: FrameworkTally.Judge(place))).ToList();
        foreach (var (control, result) in sum.Index())
        {
            var places = alone.Select(place => (place.Cluster, Result: place.Results[control])).ToList();
            var failures = places.Where(place => place.Result.Failure is not null).OrderBy(place => place.Result.Failure!.Waived);
            result.Failures.Select(failure => (failure.Cluster, string.Join(' ', failure.Rules), failure.Waived))
                .ShouldBe(failures.Select(place => (place.Cluster, string.Join(' ', place.Result.Failure!.Rules), place.Result.Failure.Waived)));
            result.NotJudged.ShouldBe(places.Where(place => place.Result.Status == ControlStatus.Unknown && place.Cluster is not null).Select(place => place.Cluster!));

            var reasons = places.SelectMany(place => place.Result.Gaps.Where(gap => !gap.IsOfType).Select(gap => (gap.Reason, place.Cluster))).GroupBy(gap => gap.Reason, gap => gap.Cluster).ToList();
            var shown = reasons.Take(FrameworkResults.MostReasons).Select(reason => (reason.Key, Clusters: string.Join(' ', reason.OfType<string>().Distinct()))).ToList();
            if (reasons.Skip(FrameworkResults.MostReasons).SelectMany(reason => reason).OfType<string>().Distinct().ToList() is { Count: > 0 } further)
            {
                shown.Add((FrameworkResults.FurtherReasons, string.Join(' ', further)));
            }

            result.Gaps.Where(gap => !gap.Clusters.IsEmpty).Select(gap => (gap.Reason, string.Join(' ', gap.Clusters))).ShouldBe(shown.Where(gap => gap.Clusters.Length > 0));
        }

        sum.Count(control => control.Failures.Length > 1).ShouldBeGreaterThan(50);
        sum.Count(control => control.Gaps.Any(gap => gap.Reason == FrameworkResults.FurtherReasons)).ShouldBeGreaterThan(0);
    }

    private static IEnumerable<ControlPlace> PlacesOf(AuditEvidence evidence)
    {
        var index = new EvidenceIndex(evidence);
        var report = new Auditor(RuleCatalog.All, new ToolInfo("atrest", "test")) { Threads = 1 }.Audit(evidence);
        return report.Clusters.Select(audit => ControlPlace.Of(audit with { Measured = audit.NotEvaluated is null ? ControlChecks.Of(new RuleContext(index, audit.Cluster)) : ClusterAudit.NothingMeasured })).ToList();
    }

    private static string Text(ImmutableArray<PlaceResult> results) => JsonSerializer.Serialize(results);
}
