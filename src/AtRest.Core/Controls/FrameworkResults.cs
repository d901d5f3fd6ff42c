using System.Collections.Immutable;
using AtRest.Core.Audits;
using AtRest.Core.Inventory;
using AtRest.KeyPolicies.Explaining;

namespace AtRest.Core.Controls;

/// <summary>Groups the findings of an audit by control, and determines which part of each control they show.</summary>
public static class FrameworkResults
{
    /// <summary>The maximum number of reasons from findings for each control. Such reasons name keys and trails, so a large fleet can have many.</summary>
    private const int MostReasons = 10;

    private const string FurtherReasons = "There are further reasons: see the findings of these clusters.";

    /// <summary>One result for each framework of the catalogue, by name.</summary>
    /// <param name="clusters">The audited clusters, in the report's order.</param>
    /// <param name="findings">The findings of the rules about the organization.</param>
    public static ImmutableArray<FrameworkResult> Of(IReadOnlyList<ClusterAudit> clusters, IReadOnlyList<Finding> findings)
    {
        var places = clusters.Select(ControlPlace.Of).Append(ControlPlace.Of(findings)).ToList();
        return [.. ControlCatalog.Frameworks.Select(framework => new FrameworkResult
        {
            Name = framework.Name,
            Source = framework.Source,
            Url = framework.Url,
            Controls = [.. framework.Controls.Select(control => Judge(framework, control, places))],
        })];
    }

    private static ControlResult Judge(ControlFramework framework, Control control, List<ControlPlace> places)
    {
        var judged = places.Select(place => place.Judge(framework, control)).ToList();
        var gaps = GapsOf(judged);
        return new ControlResult
        {
            Control = control,
            Status = Together(judged),
            Reason = gaps.IsEmpty ? null : string.Join(' ', gaps.Select(Sentence)),
            Failures = [.. judged.Select(place => place.Failure).OfType<ControlFailure>().OrderBy(failure => failure.Waived)],
            NotJudged = [.. judged.Where(place => place is { Status: ControlStatus.Unknown, Cluster: not null }).Select(place => place.Cluster!)],
            Gaps = gaps,
        };
    }

    private static ControlStatus Together(List<PlaceResult> judged)
    {
        var worst = judged.Max(place => place.Status);
        return worst == ControlStatus.NotShown && judged.Exists(place => place.Status is ControlStatus.Pass or ControlStatus.Partly) ? ControlStatus.Partly : worst;
    }

    private static ImmutableArray<ControlGap> GapsOf(List<PlaceResult> judged)
    {
        var ofTypes = judged.SelectMany(place => place.Gaps.Where(gap => gap.IsOfType).Select(gap => (gap.Reason, place.Type)))
            .GroupBy(entry => entry.Reason, StringComparer.Ordinal)
            .Select(group => new ControlGap(group.Key, [.. group.Select(entry => entry.Type).Where(type => type != EncryptionType.None).Distinct().Order()], []));
        var ofFindings = judged.SelectMany(place => place.Gaps.Where(gap => !gap.IsOfType).Select(gap => (gap.Reason, Cluster: place.Cluster)))
            .GroupBy(entry => entry.Reason, StringComparer.Ordinal)
            .Select(group => new ControlGap(group.Key, [], [.. group.Select(entry => entry.Cluster).OfType<string>().Distinct(StringComparer.Ordinal)]))
            .ToList();
        return [.. ofFindings.Take(MostReasons), .. Further(ofFindings.Skip(MostReasons)), .. ofTypes];
    }

    private static IEnumerable<ControlGap> Further(IEnumerable<ControlGap> rest)
    {
        var clusters = rest.SelectMany(gap => gap.Clusters).Distinct(StringComparer.Ordinal).ToImmutableArray();
        return clusters.IsEmpty ? [] : [new ControlGap(FurtherReasons, [], clusters)];
    }

    private static string Sentence(ControlGap gap) => gap.Types.IsEmpty ? gap.Reason
        : $"{Listing.Of([.. gap.Types.Select(type => type.ToString())])} clusters: {gap.Reason}";
}
