using System.Collections.Concurrent;

namespace AtRest.Core.Controls;

/// <summary>Judges all controls for the clusters of an audit. Clusters that differ in nothing that a control sees are judged once. Safe for several threads.</summary>
internal sealed class PlaceJudge
{
    /// <summary>Our limit. A fleet has a few kinds of clusters; where it has more, they are judged again.</summary>
    private const int MostKept = 256;

    private readonly ConcurrentDictionary<string, SharedResults> known = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<ControlSet, ControlSet> sets = [];
    private int kept;

    public PlaceResults Judge(ControlPlace place)
    {
        var shape = place.Shape();
        if (!known.TryGetValue(shape, out var results))
        {
            results = new SharedResults(FrameworkTally.Judge(place), set => sets.GetOrAdd(set, set));
            if (Interlocked.Increment(ref kept) > MostKept)
            {
                known.Clear();
                kept = 1;
            }

            // Another thread may have judged the same: what was added first is shared.
            results = known.GetOrAdd(shape, results);
        }

        return new PlaceResults(place.Cluster, place.Type, results);
    }
}
