using System.Collections.Immutable;
using AtRest.Core.Audits;
using AtRest.KeyPolicies.Explaining;

namespace AtRest.Core.Controls;

/// <summary>Groups the findings of an audit by control, and determines which part of each control they show.</summary>
public static class FrameworkResults
{
    /// <summary>The maximum number of reasons from findings for each control. Such reasons name keys and trails, so a large fleet can have many.</summary>
    internal const int MostReasons = 10;

    internal const string FurtherReasons = "There are further reasons: see the findings of these clusters.";

    /// <summary>One result for each framework of the catalogue, by name.</summary>
    /// <param name="clusters">The audited clusters, in the report's order.</param>
    /// <param name="findings">The findings of the rules about the organization.</param>
    public static ImmutableArray<FrameworkResult> Of(IReadOnlyCollection<ClusterAudit> clusters, IReadOnlyCollection<Finding> findings)
    {
        var (tally, judge) = (new FrameworkTally(), new PlaceJudge());
        foreach (var cluster in clusters)
        {
            tally.Add(judge.Judge(ControlPlace.Of(cluster)));
        }

        tally.Add(judge.Judge(ControlPlace.Of(findings)));
        return FrameworkTally.Sum([tally]);
    }

    internal static string Sentence(ControlGap gap) => gap.Types.IsEmpty ? gap.Reason
        : $"{Listing.Of([.. gap.Types.Select(type => type.ToString())])} clusters: {gap.Reason}";
}
